#include "groupware/api/dispatcher.h"

#include "groupware/api/coded_error.h"
#include "groupware/api/html_callback.h"
#include "groupware/http/router.h"

namespace groupware::api {
namespace {

constexpr int kUnauthorized = 401;

bool isMethod(const std::string& method) {
    return method == "GET" || method == "POST" || method == "PUT" || method == "HEAD";
}

}  // namespace

Dispatcher::Dispatcher(const Registry& registry, http::Authenticator& authenticator, const Envelopes& envelopes,
                       const Limits& limits)
    : registry_(registry), authenticator_(authenticator), envelopes_(envelopes), limits_(limits) {}

http::Response Dispatcher::handle(const http::Request& request) {
    // The method only decides where the body is: clients use GET, POST and PUT for the same actions.
    if (!isMethod(request.method())) return http::methodNotAllowed("GET, HEAD, POST, PUT");
    ModuleErrors names;
    try {
        HttpCall call(request, limits_);
        const std::string action = call.parameter("action").value_or("");
        auto target = registry_.find(request.tail(), action);
        names = target.entry->errors;
        request.notes().operation = action.empty() ? target.module : target.module + "/" + action;
        call.setPath(std::move(target.path));
        Result result = run(*target.entry, call, request);
        if (result.response) return std::move(*result.response);
        auto response = Envelopes::answer(envelopes_.success(result));
        if (wantsHtmlCallback(request)) wrapInHtmlCallback(response, target.module, action);
        return response;
    } catch (const std::exception& error) {  // every failure of a call has its envelope, as Server has its status
        return fail(error, names, request);
    }
}

http::Response Dispatcher::fail(const std::exception& error, const ModuleErrors& names,
                                const http::Request& request) const {
    auto response = Envelopes::answer(envelopes_.failure(error, names));
    const auto* coded = dynamic_cast<const CodedError*>(&error);
    if (coded != nullptr && coded->oxCode() == kNotAuthorized) {
        response.status = kUnauthorized;
        response.headers.emplace_back("WWW-Authenticate", R"(Bearer realm="yoke", error="invalid_token")");
    }
    const auto action = request.parameter("action");
    // Only registered names reach the page: what no action answers to is no part of an operation.
    if (action && wantsHtmlCallback(request) && request.notes().operation.ends_with("/" + *action)) {
        const auto& operation = request.notes().operation;
        wrapInHtmlCallback(response, std::string_view(operation).substr(0, operation.size() - action->size() - 1),
                           *action);
    }
    return response;
}

Result Dispatcher::run(const Registered& entry, const HttpCall& call, const http::Request& request) {
    if (entry.open != nullptr) return entry.open->handle(call);
    const auto [caller, readOnly] = prove(call, request);
    request.notes().context = caller.context;
    request.notes().user = caller.user;
    requireAllowed(entry, caller);
    if (entry.needs() == Needs::Master || entry.action->needsMaster(call)) {
        if (readOnly) {
            throw CodedError(ErrorCode::Forbidden, kNoPermission, "a write by a read-only app password",
                             "This app password may only read.");
        }
        authenticator_.requireMaster(caller);
    }
    return entry.action->handle(caller, call);
}

http::Authorized Dispatcher::prove(const HttpCall& call, const http::Request& request) {
    const auto session = call.parameter("session");
    // A front may ask for a name and password of its own: where there is a session, it alone counts.
    const bool byField = !session && !request.header("Authorization").empty();
    try {
        if (byField) return authenticator_.authorize(request);
        return {.caller = authenticator_.authenticate(request, call.require("session"))};
    } catch (const Error& error) {
        // Whatever the module calls its own errors, those of the session have these names.
        if (error.code() == ErrorCode::NotAuthenticated && byField) {
            throw CodedError(error.code(), kNotAuthorized, error.what(), "The app password is wrong or was revoked.");
        }
        if (error.code() == ErrorCode::NotAuthenticated) {
            throw CodedError(error.code(), kSessionExpired, error.what(), "Your session expired. Please log in again.");
        }
        if (error.code() == ErrorCode::Forbidden) {
            throw CodedError(error.code(), kContextDisabled, error.what(), "Your account is currently disabled.");
        }
        throw;
    }
}

}  // namespace groupware::api
