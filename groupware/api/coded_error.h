#pragma once

#include "groupware/base/error.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::api {

/// OX's name of an error: `PREFIX-NNNN`.
struct Code {
    std::string_view prefix;  ///< a literal
    int number = 0;

    [[nodiscard]] std::string text() const;  ///< "SVL-0002"
    friend bool operator==(const Code&, const Code&) = default;
};

inline constexpr Code kUnknownAction{"SVL", 1};
inline constexpr Code kMissingParameter{"SVL", 2};
inline constexpr Code kUnknownModule{"SVL", 7};
inline constexpr Code kBrokenJson{"SVL", 9};
inline constexpr Code kInvalidParameter{"SVL", 10};
inline constexpr Code kNoPermission{"SVL", 16};
inline constexpr Code kNotAllowedInUri{"SVL", 30};
inline constexpr Code kSessionExpired{"SES", 203};
inline constexpr Code kContextDisabled{"SES", 204};
/// What the field `Authorization` holds proves nobody; the answer has status 401.
inline constexpr Code kNotAuthorized{"APW", 1};

/// An error whose code says more than its ErrorCode and module do. Thrown by protocol mappings only.
class CodedError : public Error {
public:
    /// @param retryAfter  when the same request may succeed, if that is known
    CodedError(ErrorCode category, Code code, const std::string& logText, std::string publicText,
               std::optional<std::chrono::milliseconds> retryAfter = {})
        : Error(category, logText, std::move(publicText)), code_(code), retryAfter_(retryAfter) {}

    [[nodiscard]] Code oxCode() const noexcept { return code_; }
    [[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter() const noexcept { return retryAfter_; }

private:
    Code code_;
    std::optional<std::chrono::milliseconds> retryAfter_;
};

}  // namespace groupware::api
