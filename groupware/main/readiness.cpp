#include "groupware/main/readiness.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/http/router.h"

#include <exception>

namespace groupware::main {
namespace {

http::Response plainText(int status, std::string body) {
    http::Response response;
    response.status = status;
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}};
    response.body = std::move(body);
    return response;
}

std::string reasonOf(const std::exception& error) {
    const auto* known = dynamic_cast<const Error*>(&error);
    return known != nullptr && !known->publicText().empty() ? known->publicText() : "see the log";
}

bool isRead(const http::Request& request) {
    return request.method() == "GET" || request.method() == "HEAD";
}

}  // namespace

Readiness::State Readiness::state() const {
    State state;
    if (draining_) {
        state.ready = false;
        state.text = "node draining\n";
    }
    for (const auto& [name, need, check] : checks_) {
        try {
            check();
            state.text += name + " ok\n";
        } catch (const std::exception& error) {
            log::warning("ready.failed", {{"component", name}, {"what", error.what()}});
            state.ready = state.ready && need == Need::Useful;
            state.text += name + " failed: " + reasonOf(error) + "\n";
        }
    }
    for (const auto& survey : surveys_) {
        for (const auto& part : survey())
            state.text += part.name + (part.fine ? " ok: " : " warning: ") + part.text + "\n";
    }
    return state;
}

http::Response HealthHandler::handle(const http::Request& request) {
    return isRead(request) ? plainText(200, "ok\n") : http::methodNotAllowed("GET, HEAD");
}

http::Response ReadyHandler::handle(const http::Request& request) {
    if (!isRead(request)) return http::methodNotAllowed("GET, HEAD");
    auto state = readiness_.state();
    return plainText(state.ready ? 200 : 503, std::move(state.text));
}

http::Response MetricsHandler::handle(const http::Request& request) {
    if (!isRead(request)) return http::methodNotAllowed("GET, HEAD");
    auto response = plainText(200, metrics_.render());
    response.headers.front().second = "text/plain; version=0.0.4; charset=utf-8";
    return response;
}

}  // namespace groupware::main
