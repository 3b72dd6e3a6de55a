#pragma once

#include "groupware/http/request.h"
#include "groupware/http/response.h"
#include "groupware/session/session.h"

#include <chrono>
#include <string>
#include <string_view>

namespace groupware::session::api {

/// Sets and removes the cookies of one session in one answer. They are sent to this server only, are out of reach of
/// scripts, do not come along from other sites (SameSite=Lax), and are Secure when the request came over TLS.
class SessionCookies {
public:
    /// Both must outlive this object.
    /// @param longLife  how long cookies of a user who stays signed in live; those of others end with the browser
    SessionCookies(const http::Request& request, http::Response& response, std::chrono::milliseconds longLife)
        : request_(request), response_(response), longLife_(longLife) {}

    /// The proof of the session, and the public session id.
    void setProof(const Session& session, std::string_view secret);
    /// What autologin needs.
    void setSessionId(const Session& session);
    /// Removes all three.
    void clear(const Session& session);

private:
    void set(std::string name, std::string value, bool persistent);
    void remove(std::string name);

    const http::Request& request_;
    http::Response& response_;
    std::chrono::milliseconds longLife_;
};

}  // namespace groupware::session::api
