#include "groupware/api/envelope.h"

#include "groupware/api/coded_error.h"
#include "groupware/base/log.h"

namespace groupware::api {
namespace {

namespace json = formats::json;

Category categoryOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::BadRequest:
        case ErrorCode::NotFound:
        case ErrorCode::TooLarge: return {1, "USER_INPUT"};
        case ErrorCode::NotAuthenticated:
        case ErrorCode::TooManyRequests: return {4, "TRY_AGAIN"};
        case ErrorCode::Forbidden: return {3, "PERMISSION_DENIED"};
        case ErrorCode::Conflict:
        case ErrorCode::PreconditionFailed: return {9, "CONFLICT"};
        case ErrorCode::QuotaExceeded: return {11, "CAPACITY"};
        case ErrorCode::Unavailable: return {5, "SERVICE_DOWN"};
        case ErrorCode::Internal: return {8, "ERROR"};
    }
    return {8, "ERROR"};
}

/// The module's own number, or 0, and the code for those that have none.
struct Names {
    int own = 0;
    Code general;
};

Names namesOf(ErrorCode code, const ModuleErrors& module) {
    switch (code) {
        case ErrorCode::BadRequest: return {module.badRequest, kInvalidParameter};
        case ErrorCode::NotAuthenticated: return {module.notAuthenticated, kSessionExpired};
        case ErrorCode::Forbidden: return {module.forbidden, {"SVL", 16}};
        case ErrorCode::NotFound: return {module.notFound, {"SVL", 4}};
        case ErrorCode::Conflict: return {module.conflict, {"SVL", 17}};
        case ErrorCode::PreconditionFailed: return {module.preconditionFailed, {"SVL", 17}};
        case ErrorCode::TooLarge: return {module.tooLarge, {"SVL", 31}};
        case ErrorCode::TooManyRequests: return {module.tooManyRequests, {"SVL", 19}};
        case ErrorCode::QuotaExceeded: return {module.quotaExceeded, {"FLS", 3}};
        case ErrorCode::Unavailable: return {module.unavailable, {"SRV", 1}};
        case ErrorCode::Internal: return {0, {"SVL", 12}};
    }
    return {0, {"SVL", 12}};
}

Code codeOf(const Error& error, const ModuleErrors& module) {
    if (const auto* coded = dynamic_cast<const CodedError*>(&error)) return coded->oxCode();
    const Names names = namesOf(error.code(), module);
    return names.own == 0 ? names.general : Code{module.prefix, names.own};
}

/// A login that failed is the user's mistake; a session that ended is not.
Category categoryOf(const Error& error, const Code& code) {
    if (error.code() == ErrorCode::NotAuthenticated && code.prefix != kSessionExpired.prefix) return {1, "USER_INPUT"};
    return categoryOf(error.code());
}

std::string publicTextOf(const Error& error) {
    const bool hidden = error.code() == ErrorCode::Internal || error.publicText().empty();
    return hidden ? http::generalText(error.code()) : error.publicText();
}

constexpr const char* kReadOnlyText =
    "The system is in read-only mode at the moment. What you see may be out of date, and changes have to wait.";

json::Object::Ptr warningOf(const std::string& text) {
    auto warning = json::makeObject();
    warning->set("error", text);
    warning->set("error_params", json::makeArray());
    warning->set("categories", "WARNING");
    warning->set("category", 13);
    return warning;
}

}  // namespace

json::Object::Ptr Envelopes::success(const Result& result) const {
    auto envelope = json::makeObject();
    if (!result.data.isEmpty()) envelope->set("data", result.data);
    if (result.timestamp) envelope->set("timestamp", result.timestamp->value);
    auto warnings = json::makeArray();
    for (const auto& text : result.warnings) warnings->add(warningOf(text));
    if (unproven_ && unproven_()) warnings->add(warningOf(kReadOnlyText));
    if (warnings->size() != 0) envelope->set("warnings", warnings);
    return envelope;
}

Envelopes::Failure Envelopes::failure(const std::exception& exception, const ModuleErrors& names) const {
    const auto* known = dynamic_cast<const Error*>(&exception);
    const Error translated = known != nullptr ? *known : translate_(exception);
    const Error& error = known != nullptr ? *known : translated;  // not sliced: CodedError says more
    http::logError(error);
    const Code code = codeOf(error, names);
    const Category category = categoryOf(error, code);
    auto envelope = json::makeObject();
    envelope->set("error", publicTextOf(error));
    envelope->set("error_params", json::makeArray());
    envelope->set("categories", category.name);
    envelope->set("category", category.number);
    envelope->set("code", code.text());
    envelope->set("error_id", log::requestId());
    envelope->set("error_desc", publicTextOf(error));
    const auto* coded = dynamic_cast<const CodedError*>(&error);
    return {.envelope = envelope,
            .code = error.code(),
            .retryAfter = coded != nullptr ? coded->retryAfter() : std::nullopt};
}

http::Response Envelopes::answer(const json::Value& body) {
    http::Response response;
    // The old browser client asks for text/javascript, everybody else for JSON; nobody minds this one.
    response.headers = {{"Content-Type", "application/json; charset=utf-8"},
                        {"Cache-Control", "no-store"},
                        {"X-Content-Type-Options", "nosniff"}};
    response.body = json::write(body);
    return response;
}

http::Response Envelopes::answer(const Failure& failure) {
    auto response = answer(json::Value(failure.envelope));
    if (failure.code == ErrorCode::Unavailable || failure.code == ErrorCode::TooManyRequests) {
        response.status = http::statusOf(failure.code);
        http::addRetryAfter(response, failure.code, failure.retryAfter);
    }
    return response;
}

}  // namespace groupware::api
