#pragma once

#include "groupware/session/login_error.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace groupware::session {

/// What logins came to on this node since it started.
struct LoginCounters {
    std::atomic<std::uint64_t> created{0};                             ///< sessions
    std::array<std::atomic<std::uint64_t>, kLoginFailures> refused{};  ///< by LoginFailure
};

/// How sessions went, as far as this node did it, since it started.
struct SessionEndCounters {
    std::atomic<std::uint64_t> ended{0};    ///< by a logout or by their user from another session
    std::atomic<std::uint64_t> expired{0};  ///< rows swept because nobody used them for too long
};

}  // namespace groupware::session
