#pragma once

#include "groupware/base/error.h"
#include "groupware/http/response.h"

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <string>

namespace groupware::http {

/// The status that says an ErrorCode. RFC 9110 section 15, RFC 6585 section 4, RFC 4918 section 11.5.
[[nodiscard]] int statusOf(ErrorCode code);

/// One sentence for people, for errors without a public text.
[[nodiscard]] std::string generalText(ErrorCode code);

/// Turns an exception that is no Error into one. main/ passes it, because the layers below http/ are unknown here.
using ErrorTranslator = std::function<Error(const std::exception&)>;

/// The plain-text answer for `error`, with Retry-After where the same request may succeed later. Internal errors tell
/// the request's id and nothing else.
[[nodiscard]] Response errorResponse(const Error& error, const std::string& requestId);

/// What of an error is worth a line: bugs as errors, broken dependencies as warnings for the operator, clients'
/// mistakes for debugging only.
void logError(const Error& error);

/// Adds `Retry-After` to answers for Unavailable and TooManyRequests.
/// @param known  when the same request may succeed, if the error says so; rounded up to seconds
void addRetryAfter(Response& response, ErrorCode code, std::optional<std::chrono::milliseconds> known = {});

}  // namespace groupware::http
