#include "groupware/api/dispatcher.h"

#include "groupware/api/coded_error.h"
#include "groupware/api/html_callback.h"
#include "groupware/http/router.h"

namespace groupware::api {
namespace {

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
    const Caller caller = authenticate(call, request);
    request.notes().context = caller.context;
    request.notes().user = caller.user;
    if (entry.needs == Needs::Master || entry.action->needsMaster(call)) authenticator_.requireMaster(caller);
    return entry.action->handle(caller, call);
}

Caller Dispatcher::authenticate(const HttpCall& call, const http::Request& request) {
    const std::string session = call.require("session");
    try {
        return authenticator_.authenticate(request, session);
    } catch (const Error& error) {
        // Whatever the module calls its own errors, those of the session have these names.
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
