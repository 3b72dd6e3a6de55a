#pragma once

#include "groupware/api/dispatcher.h"
#include "groupware/formats/json/json.h"
#include "groupware/session/api/session_module.h"
#include "tests/groupware/session/session_fixture.h"

#include <map>
#include <string>
#include <vector>

namespace groupware::session::test {

namespace json = formats::json;

/// A browser: keeps cookies, sends them back.
class SessionApiTest : public SessionTest {
protected:
    SessionApiTest() { module_.addTo(registry_); }

    http::Response send(const std::string& method, const std::string& target, const std::string& body = {}) {
        std::string cookies;
        for (const auto& [name, value] : jar_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
        http::test::FakeRequest request(method, "/ajax/" + target,
                                        {{"Cookie", cookies},
                                         {"User-Agent", userAgent_},
                                         {"Content-Type", method == "POST" ? "application/x-www-form-urlencoded"
                                                                           : "text/javascript; charset=UTF-8"}},
                                        body);
        return handle(request);
    }
    http::Response handle(http::test::FakeRequest& request) {
        request.head.remoteAddress = "192.0.2.1";
        request.head.secure = secure_;
        request.request->setRoute("/ajax", 1);
        auto response = dispatcher_.handle(*request);
        notes_ = request.request->notes();
        keepCookies(response);
        return response;
    }
    http::Response get(const std::string& target) { return send("GET", target); }

    static json::Object::Ptr parsed(const http::Response& response) {
        return json::requireObject(json::parse(response.body, {}), "the answer");
    }
    static std::string codeOf(const http::Response& response) {
        return json::text(*parsed(response), "code").value_or("none");
    }
    http::Response logInByForm(const std::string& more = {}) {
        return send("POST", "login?action=login", "name=anton%407&password=secret&client=test" + more);
    }
    /// Logs in; the session id.
    std::string session(const std::string& more = {}) {
        return json::text(*parsed(logInByForm(more)), "session").value();
    }
    [[nodiscard]] std::string nameOfCookie(const std::string& prefix) const {
        for (const auto& [name, value] : jar_) {
            if (name.starts_with(prefix)) return name;
        }
        return {};
    }
    /// The fields that set or remove a cookie whose name begins so.
    static std::vector<std::string> setCookies(const http::Response& response, const std::string& prefix) {
        std::vector<std::string> found;
        for (const auto& [name, value] : response.headers) {
            if (name == "Set-Cookie" && value.starts_with(prefix)) found.push_back(value);
        }
        return found;
    }

    std::map<std::string, std::string> jar_;
    http::AccessNotes notes_;  ///< of the last request
    std::string userAgent_ = "Agent/1";
    bool secure_ = true;

private:
    void keepCookies(const http::Response& response) {
        for (const auto& field : setCookies(response, "")) {
            const auto equals = field.find('=');
            const auto end = field.find(';');
            const std::string name = field.substr(0, equals);
            if (field.find("Max-Age=0") != std::string::npos) {
                jar_.erase(name);
            } else {
                jar_[name] = field.substr(equals + 1, end - equals - 1);
            }
        }
    }

    api::SessionModule module_{{node_.login, node_.authenticator, node_.sessions, node_.passwordChange,
                                node_.appPasswords, node_.configuration}};
    groupware::api::Registry registry_;
    groupware::api::Envelopes envelopes_{
        [](const std::exception& error) { return Error(ErrorCode::Internal, error.what()); }};
    groupware::api::Dispatcher dispatcher_{registry_, node_.authenticator, envelopes_, groupware::api::Limits{}};
};

}  // namespace groupware::session::test
