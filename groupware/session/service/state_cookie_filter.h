#pragma once

#include "groupware/http/handler.h"
#include "groupware/session/state_cookie.h"

namespace groupware::session {

/// Gives every client, whatever its protocol, the state that its request committed; see StateCookie. An answer to a
/// request that wrote nothing sets no cookie, and none lowers what the client has. Stands inside the filter that counts
/// (dbpool::CountingScope).
class StateCookieFilter final : public http::Filter {
public:
    explicit StateCookieFilter(StateCookie cookie) : cookie_(std::move(cookie)) {}
    [[nodiscard]] http::Response apply(const http::Request& request, http::Handler& next) override;

private:
    StateCookie cookie_;
};

}  // namespace groupware::session
