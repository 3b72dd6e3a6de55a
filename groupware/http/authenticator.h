#pragma once

#include "groupware/base/caller.h"
#include "groupware/http/request.h"

namespace groupware::http {

/// Who sent a request, and what he showed is good for.
struct Authorized {
    Caller caller;
    bool readOnly = false;  ///< must not change anything
};

/// Proves who sent a request. Implemented by `session/`.
class Authenticator {
public:
    virtual ~Authenticator() = default;

    /// The request's admission: one statement on the master that proves the session and sets the freshness of all
    /// reads of the request.
    /// @param sessionId  the `session` parameter
    /// @throws Error NotAuthenticated (unknown session, wrong or missing secret cookie), Forbidden (context or user
    ///         disabled), Unavailable
    [[nodiscard]] virtual Caller authenticate(const Request& request, std::string_view sessionId) = 0;

    /// As authenticate(), by what the field `Authorization` holds instead of a session. Without an implementation
    /// nobody is proven by it.
    /// @throws Error likewise
    [[nodiscard]] virtual Authorized authorize(const Request& request);

    /// Called after authenticate() or authorize(), and before anything is done, for a request that needs the database
    /// master: to write, or to read what replicas are not asked for.
    /// @throws Error Unavailable if there is none now
    virtual void requireMaster(const Caller& caller) = 0;
};

}  // namespace groupware::http
