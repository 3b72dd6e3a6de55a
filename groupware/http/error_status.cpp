#include "groupware/http/error_status.h"

#include "groupware/base/log.h"

namespace groupware::http {
namespace {

/// For errors that do not know: promotions and restarts take about this long, and so does a full queue.
constexpr std::chrono::seconds kRetryAfter{5};

}  // namespace

int statusOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::BadRequest: return 400;
        case ErrorCode::NotAuthenticated: return 401;
        case ErrorCode::Forbidden: return 403;
        case ErrorCode::NotFound: return 404;
        case ErrorCode::Conflict: return 409;
        case ErrorCode::PreconditionFailed: return 412;
        case ErrorCode::TooLarge: return 413;
        case ErrorCode::TooManyRequests: return 429;
        case ErrorCode::QuotaExceeded: return 507;
        case ErrorCode::Unavailable: return 503;
        case ErrorCode::Internal: return 500;
    }
    return 500;
}

std::string generalText(ErrorCode code) {
    switch (code) {
        case ErrorCode::BadRequest: return "The request is malformed.";
        case ErrorCode::NotAuthenticated: return "Please log in.";
        case ErrorCode::Forbidden: return "You do not have the permission for this.";
        case ErrorCode::NotFound: return "There is no such object.";
        case ErrorCode::Conflict: return "The object was changed or is locked by someone else.";
        case ErrorCode::PreconditionFailed: return "The object was changed in the meantime.";
        case ErrorCode::TooLarge: return "The request is too large.";
        case ErrorCode::TooManyRequests: return "Too many requests. Please try again later.";
        case ErrorCode::QuotaExceeded: return "The storage space is used up.";
        case ErrorCode::Unavailable: return "The service is temporarily unavailable. Please try again.";
        case ErrorCode::Internal: return "An internal error occurred.";
    }
    return {};
}

void addRetryAfter(Response& response, ErrorCode code, std::optional<std::chrono::milliseconds> known) {
    if (code != ErrorCode::Unavailable && code != ErrorCode::TooManyRequests) return;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(known.value_or(kRetryAfter));
    response.headers.emplace_back("Retry-After", std::to_string(seconds.count()));
}

void logError(const Error& error) {
    switch (error.code()) {
        case ErrorCode::Internal: log::error("request.failed", {{"what", error.what()}}); return;
        case ErrorCode::Unavailable: log::warning("request.unavailable", {{"what", error.what()}}); return;
        case ErrorCode::BadRequest:
        case ErrorCode::NotAuthenticated:
        case ErrorCode::Forbidden:
        case ErrorCode::NotFound:
        case ErrorCode::Conflict:
        case ErrorCode::PreconditionFailed:
        case ErrorCode::TooLarge:
        case ErrorCode::TooManyRequests:
        case ErrorCode::QuotaExceeded: log::debug("request.refused", {{"what", error.what()}}); return;
    }
}

Response errorResponse(const Error& error, const std::string& requestId) {
    Response response;
    response.status = statusOf(error.code());
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    const bool internal = error.code() == ErrorCode::Internal;
    response.body = internal || error.publicText().empty() ? generalText(error.code()) : error.publicText();
    if (internal) response.body += " Request: " + requestId;
    response.body += '\n';
    addRetryAfter(response, error.code());
    return response;
}

}  // namespace groupware::http
