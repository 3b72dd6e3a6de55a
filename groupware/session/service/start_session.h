#pragma once

#include "groupware/session/service/login_service.h"

#include <cstdint>
#include <optional>

namespace groupware::session {

struct LoginService::Start {
    const AdmittedLogin& user;
    const Client& client;
    bool staySignedIn = false;
    std::int64_t most = 0;                               ///< sessions at the same time
    const std::optional<LoginThrottle::Ticket>& ticket;  ///< of the attempt, which counts no more
};

}  // namespace groupware::session
