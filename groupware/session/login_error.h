#pragma once

#include "groupware/base/error.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace groupware::session {

/// Why a login is refused.
enum class LoginFailure {
    InvalidCredentials,  ///< unknown context, unknown user or wrong password: nobody can tell which
    Throttled,           ///< too many attempts; TooManyRequests
    AccountDisabled,     ///< right password, but the user is disabled
    ContextDisabled,     ///< right password, but the context is disabled
    TooManySessions,     ///< the user has `session.perUser` sessions, or the link `session.perGuest`
    UnknownShare,        ///< no such link, or it is over
    PasswordNeeded,      ///< the link has a password, and none came
    WrongSharePassword,  ///< of a link
};
inline constexpr std::size_t kLoginFailures = 8;

/// A refused login; a protocol may tell the failures apart by code.
class LoginError : public Error {
public:
    LoginError(LoginFailure failure, ErrorCode code, const std::string& logText, std::string publicText)
        : Error(code, logText, std::move(publicText)), failure_(failure) {}

    /// For Throttled: when the same login may be tried again.
    LoginError(LoginFailure failure, ErrorCode code, const std::string& logText, std::string publicText,
               std::chrono::milliseconds retryAfter)
        : Error(code, logText, std::move(publicText)), failure_(failure), retryAfter_(retryAfter) {}

    [[nodiscard]] LoginFailure failure() const noexcept { return failure_; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter() const noexcept { return retryAfter_; }

private:
    LoginFailure failure_;
    std::optional<std::chrono::milliseconds> retryAfter_{};
};

}  // namespace groupware::session
