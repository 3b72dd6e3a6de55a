#pragma once

#include "groupware/base/clock.h"
#include "groupware/http/request.h"

#include <optional>
#include <string>
#include <string_view>

namespace groupware::http {

/// What a resource's current representation is known by. RFC 9110 section 8.8.
struct Validators {
    std::string etag;                       ///< with its quotes, `W/` in front if weak; empty = none
    std::optional<Instant> lastModified{};  ///< compared by the second, as the wire does
    bool exists = true;                     ///< false: `If-Match: *` fails, `If-None-Match: *` passes
};

/// True if `list` (an If-Match or If-None-Match value) is "*" or names `etag` by the weak comparison.
/// RFC 9110 section 8.8.3.2.
[[nodiscard]] bool namesEtag(std::string_view list, std::string_view etag);
/// As namesEtag(), by the strong comparison: weak tags never match.
[[nodiscard]] bool namesStrongEtag(std::string_view list, std::string_view etag);

enum class Precondition {
    Passed,       ///< go on
    NotModified,  ///< answer 304 with the validators
    Failed,       ///< answer 412
};

/// If-Match, If-Unmodified-Since, If-None-Match, If-Modified-Since in the order of RFC 9110 section 13.2.2.
[[nodiscard]] Precondition evaluatePreconditions(const Request& request, const Validators& validators);

}  // namespace groupware::http
