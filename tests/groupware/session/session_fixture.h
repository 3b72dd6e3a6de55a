#pragma once

#include "groupware/base/error.h"
#include "groupware/principals/options.h"
#include "groupware/principals/password_rules.h"
#include "groupware/principals/schema.h"
#include "groupware/principals/service/password_hasher.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/session/cookies.h"
#include "groupware/session/options.h"
#include "groupware/session/schema.h"
#include "groupware/session/service/app_password_service.h"
#include "groupware/session/service/find_context.h"
#include "groupware/session/service/login_service.h"
#include "groupware/session/service/own_password.h"
#include "groupware/session/service/password_change.h"
#include "groupware/session/service/session_authenticator.h"
#include "groupware/session/service/session_service.h"
#include "groupware/sync/schema.h"
#include "tests/groupware/http/fake_request.h"
#include "tests/support/database_test.h"

#include <chrono>
#include <map>
#include <memory>
#include <string>

namespace groupware::session::test {

/// Time stands still until a test moves it.
class TestClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return now_; }
    void advance(std::chrono::milliseconds by) { now_ += by; }

private:
    Instant now_ = SystemClock().now();
};

/// What one node is made of.
struct Node {
    Node(::test::Installation& installation, const Clock& clock, const std::map<std::string, std::string>& values = {})
        : configuration(Configuration(allOptions(), values)),
          hasher(*configuration.current()),
          login(installation.database(), findContextIn(installation.config(), std::chrono::milliseconds(0)),
                findReasonIn(installation.config()), hasher, clock, configuration),
          authenticator(installation.database(), clock, configuration, StateCookie(kClusterKey)),
          sessions(installation.database(), clock, configuration),
          passwordRules(*configuration.current()),
          ownPassword(installation.database(), hasher, clock, configuration),
          passwordChange(installation.database(), hasher, passwordRules, ownPassword),
          appPasswords(installation.database(), ownPassword, clock, configuration) {}

    static constexpr std::string_view kClusterKey = "the key of this cluster";

    static std::vector<AnyOption> allOptions() {
        std::vector<AnyOption> all(principals::options().begin(), principals::options().end());
        all.insert(all.end(), session::options().begin(), session::options().end());
        return all;
    }

    ConfigurationSource configuration;
    principals::PasswordHasher hasher;
    LoginService login;
    SessionAuthenticator authenticator;
    SessionService sessions;
    principals::PasswordRules passwordRules;
    OwnPassword ownPassword;
    PasswordChange passwordChange;
    AppPasswordService appPasswords;
};

/// Contexts 7 and 8, each with the administrator "oxadmin" and the user "anton" (id 3), password "secret". Their login
/// mappings are their numbers.
class SessionTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr ContextId kOther{8};
    static constexpr UserId kAnton{3};

    SessionTest() : DatabaseTest({sync::kSchema, principals::kSchema, kSchema}) {
        const auto hash = node_.hasher.hash("secret");
        for (const ContextId context : {kContext, kOther}) {
            createContext(context, [&](dbpool::WriteTransaction& tx) {
                principals::addContextAdmin(tx, person("oxadmin", hash));
                principals::addUser(tx, person("anton", hash));
            });
        }
    }

    static principals::NewUser person(const std::string& login, const principals::PasswordHash& password) {
        return {.login = login,
                .displayName = login,
                .email = login + "@example.com",
                .language = "de_DE",
                .timeZone = "Europe/Berlin",
                .password = password,
                .access = principals::ModuleAccess({principals::Module::Infostore})};
    }

    static LoginRequest antonsLogin(const std::string& password = "secret") {
        return {.name = "anton@7",
                .password = password,
                .client = {.name = "test", .userAgent = "Agent/1", .address = "192.0.2.1"}};
    }
    NewSession logIn() { return node_.login.login(antonsLogin()); }

    /// Why a login fails.
    LoginFailure failureOf(const LoginRequest& request) { return failureOf(node_, request); }
    static LoginFailure failureOf(Node& node, const LoginRequest& request) {
        try {
            (void)node.login.login(request);
        } catch (const LoginError& error) {
            return error.failure();
        }
        ADD_FAILURE() << "the login did not fail";
        return LoginFailure::InvalidCredentials;
    }

    /// A request with the session's secret cookie.
    static http::test::FakeRequest requestOf(const NewSession& session, const std::string& userAgent = "Agent/1") {
        return requestWith(secretCookieName(session.session.cookieHash) + "=" + session.secret, userAgent);
    }
    static http::test::FakeRequest requestWith(const std::string& cookies, const std::string& userAgent = "Agent/1") {
        http::test::FakeRequest request("GET", "/ajax/user", {{"Cookie", cookies}, {"User-Agent", userAgent}});
        request.head.remoteAddress = "192.0.2.1";
        return request;
    }

    Caller authenticate(const NewSession& session) {
        return node_.authenticator.authenticate(*requestOf(session), session.session.id.hex());
    }
    /// The code with which a request of the session is refused.
    ErrorCode refusalOf(const NewSession& session) { return refusalOf(*requestOf(session), session.session.id.hex()); }
    ErrorCode refusalOf(const http::Request& request, const std::string& sessionId) {
        try {
            (void)node_.authenticator.authenticate(request, sessionId);
        } catch (const Error& error) {
            return error.code();
        }
        ADD_FAILURE() << "the session was accepted";
        return ErrorCode::Internal;
    }

    TestClock clock_;
    Node node_{installation(), clock_};
};

}  // namespace groupware::session::test
