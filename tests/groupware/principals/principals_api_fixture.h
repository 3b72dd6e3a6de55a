#pragma once

#include "groupware/api/dispatcher.h"
#include "groupware/base/configuration_source.h"
#include "groupware/formats/json/json.h"
#include "groupware/principals/options.h"
#include "tests/groupware/http/fake_request.h"
#include "tests/groupware/principals/principals_fixture.h"

#include <string>

namespace groupware::principals::test {

/// Takes every request for one of `caller`.
class KnownCaller final : public http::Authenticator {
public:
    void requireMaster(const Caller& /*caller*/) override {}
    [[nodiscard]] Caller authenticate(const http::Request& /*request*/, std::string_view /*sessionId*/) override {
        return caller;
    }
    Caller caller;
};

/// The JSON API of modules that a test adds to `registry_`, for one caller: user 3 of context 7, "anton".
class PrincipalsApiTest : public PrincipalsTest {
protected:
    PrincipalsApiTest() {
        auto berta = person("berta");
        berta.displayName = "Aaron";
        berta.aliases = {"b@example.com"};
        berta.timeZone = "Europe/Berlin";
        add(person("anton"));
        add(berta);
        authenticator_.caller.context = kContext;
        authenticator_.caller.user = UserId{3};
    }

    std::string send(const std::string& method, const std::string& target, const std::string& body = {}) {
        http::test::FakeRequest request(method, "/ajax/" + target + "&session=s", {}, body);
        request.request->setRoute("/ajax", 1);
        return dispatcher_.handle(*request).body;
    }
    std::string get(const std::string& target) { return send("GET", target); }
    std::string put(const std::string& target, const std::string& body) { return send("PUT", target, body); }
    /// The answer's `data`, as text.
    static std::string dataOf(const std::string& answer) { return formats::json::write(member(answer, "data")); }
    /// The answer's `code`; empty if it is no failure.
    static std::string codeOf(const std::string& answer) {
        const auto code = member(answer, "code");
        return code.isString() ? code.toString() : "";
    }
    static std::int64_t timestampOf(const std::string& answer) {
        return member(answer, "timestamp").convert<std::int64_t>();
    }

    KnownCaller authenticator_;
    groupware::api::Registry registry_;
    ConfigurationSource configuration_{
        Configuration(options(), {{"principals.attributes", "2"}, {"principals.attributeBytes", "256"}})};

private:
    static formats::json::Value member(const std::string& answer, const std::string& name) {
        return formats::json::requireObject(formats::json::parse(answer, {}), "the answer")->get(name);
    }

    groupware::api::Envelopes envelopes_{
        [](const std::exception& error) { return Error(ErrorCode::Internal, error.what()); }};
    groupware::api::Dispatcher dispatcher_{registry_, authenticator_, envelopes_, groupware::api::Limits{}};
};

}  // namespace groupware::principals::test
