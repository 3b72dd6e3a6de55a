#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace groupware {

/// Everything that can go wrong as seen by a caller. A protocol maps this list in one `switch`
/// without `default`, so a new code stops the build there.
enum class ErrorCode {
    BadRequest,          ///< malformed input; retrying the same bytes fails again
    NotAuthenticated,    ///< no session, or the proof of it is wrong
    Forbidden,           ///< known caller lacks the permission
    NotFound,            ///< absent, or hidden from this caller
    Conflict,            ///< state changed, name taken, or lock held by someone else
    PreconditionFailed,  ///< If-Match, If-None-Match, sync token or client timestamp is stale
    TooLarge,            ///< a named limit of `etc/` is exceeded
    TooManyRequests,     ///< throttled; the same request may succeed later
    QuotaExceeded,       ///< the context's quota, or the free space of its filestore, is used up
    Unavailable,         ///< a dependency is down; the same request may succeed later
    Internal,            ///< a bug; the caller gets a reference number only
};

/// Thrown by domain code and above. `what()` is for the log; `publicText` may reach a client.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& logText, std::string publicText = {})
        : std::runtime_error(logText), code_(code), publicText_(std::move(publicText)) {}

    [[nodiscard]] ErrorCode code() const noexcept { return code_; }
    /// One sentence in English that says what to do; empty if the code says it all.
    [[nodiscard]] const std::string& publicText() const noexcept { return publicText_; }

private:
    ErrorCode code_;
    std::string publicText_;
};

}  // namespace groupware
