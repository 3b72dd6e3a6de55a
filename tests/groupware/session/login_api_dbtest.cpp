#include "tests/groupware/session/session_api_fixture.h"

#include <gtest/gtest.h>

namespace groupware::session {
namespace {

using namespace std::chrono_literals;

namespace json = formats::json;

class LoginApiTest : public test::SessionApiTest {};

TEST_F(LoginApiTest, ALoginIsAnsweredFlatWithTheSecretInACookieOnly) {
    const auto response = logInByForm();
    const auto answer = parsed(response);
    EXPECT_EQ(response.status, 200);
    EXPECT_FALSE(answer->has("data"));
    EXPECT_EQ(json::text(*answer, "user"), "anton");
    EXPECT_EQ(json::integer(*answer, "user_id"), 3);
    EXPECT_EQ(json::integer(*answer, "context_id"), 7);
    EXPECT_EQ(json::text(*answer, "locale"), "de_DE");
    EXPECT_EQ(json::text(*answer, "session")->substr(0, 8), "00000007");
    const auto secret = setCookies(response, "open-xchange-secret-");
    ASSERT_EQ(secret.size(), 1U);
    EXPECT_NE(secret[0].find("; Path=/"), std::string::npos) << secret[0];
    EXPECT_NE(secret[0].find("; HttpOnly"), std::string::npos) << secret[0];
    EXPECT_NE(secret[0].find("; Secure"), std::string::npos) << secret[0];
    EXPECT_NE(secret[0].find("; SameSite=Lax"), std::string::npos) << secret[0];
    EXPECT_EQ(secret[0].find("Max-Age"), std::string::npos) << secret[0];
    EXPECT_EQ(response.body.find(jar_.at(nameOfCookie("open-xchange-secret-"))), std::string::npos);
    EXPECT_EQ(setCookies(response, "open-xchange-public-session-").size(), 1U);
    EXPECT_TRUE(setCookies(response, "open-xchange-session-").empty());
}

TEST_F(LoginApiTest, CookiesAreSecureOnlyWhenTheRequestWas) {
    secure_ = false;
    EXPECT_EQ(setCookies(logInByForm(), "open-xchange-secret-").at(0).find("Secure"), std::string::npos);
}

TEST_F(LoginApiTest, APasswordInTheAddressIsRefused) {
    const auto response = send("POST", "login?action=login&password=secret", "name=anton%407");
    EXPECT_EQ(codeOf(response), "SVL-0030");
    EXPECT_TRUE(jar_.empty());
}

TEST_F(LoginApiTest, EveryWrongPartHasTheSameAnswer) {
    const auto wrong = parsed(send("POST", "login?action=login", "name=anton%407&password=wrong"));
    for (const char* form : {"name=nobody%407&password=secret", "name=anton%40nowhere&password=secret",
                             "name=anton&password=secret", "name=a%27b%407&password=secret"}) {
        const auto response = send("POST", "login?action=login", form);
        EXPECT_EQ(response.status, 200);
        const auto answer = parsed(response);
        for (const char* key : {"error", "code", "categories", "error_desc"}) {
            EXPECT_EQ(json::text(*answer, key), json::text(*wrong, key)) << form;
        }
    }
    EXPECT_EQ(json::text(*wrong, "code"), "LGI-0006");
    EXPECT_EQ(json::integer(*wrong, "category"), 1);
    EXPECT_TRUE(jar_.empty());
}

TEST_F(LoginApiTest, MissingFieldsAreNamed) {
    EXPECT_EQ(codeOf(send("POST", "login?action=login", "name=anton%407")), "SVL-0002");
    EXPECT_EQ(codeOf(send("POST", "login?action=login", "password=secret")), "SVL-0002");
    EXPECT_EQ(codeOf(get("login?action=store")), "SVL-0002");
}

TEST_F(LoginApiTest, TooManyGuessesAreAnsweredWithStatus429) {
    for (int i = 0; i < 20; ++i) (void)send("POST", "login?action=login", "name=anton%407&password=wrong");
    const auto response = logInByForm();
    EXPECT_EQ(response.status, 429);
    EXPECT_EQ(codeOf(response), "LGI-0028");
    const auto* wait = net::findHeader(response.headers, "Retry-After");
    ASSERT_NE(wait, nullptr);
    EXPECT_EQ(*wait, "301");  // the window, and the moment after it
    clock_.advance(5min + 1ms);
    EXPECT_EQ(logInByForm().status, 200);
}

TEST_F(LoginApiTest, ADisabledUserIsToldSo) {
    database().write(kContext,
                     [](dbpool::WriteTransaction& tx) { principals::changeUser(tx, kAnton, {.enabled = false}); });
    EXPECT_EQ(codeOf(logInByForm()), "LGI-0013");
}

TEST_F(LoginApiTest, ASessionNeedsItsIdAndItsCookie) {
    const std::string id = session();
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all&session=" + id)), "none");
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all")), "SVL-0002");
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all&session=" + std::string(32, '0'))), "SES-0203");
    jar_.clear();
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all&session=" + id)), "SES-0203");
}

TEST_F(LoginApiTest, LogoutEndsTheSessionAndRemovesItsCookies) {
    const std::string id = session("&staySignedIn=true");
    EXPECT_EQ(jar_.size(), 3U);
    const auto kept = jar_;
    const auto response = get("login?action=logout&session=" + id);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "");
    EXPECT_TRUE(jar_.empty());
    jar_ = kept;
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all&session=" + id)), "SES-0203");
    EXPECT_EQ(get("login?action=logout&session=" + id).status, 403);
    EXPECT_EQ(codeOf(get("login?action=autologin&client=test")), "SES-0203");
}

TEST_F(LoginApiTest, WhoStaysSignedInIsLoggedInAutomatically) {
    const std::string id = session("&staySignedIn=true");
    EXPECT_FALSE(nameOfCookie("open-xchange-session-").empty());
    const auto response = get("login?action=autologin&client=test");
    EXPECT_EQ(json::text(*parsed(response), "session"), id);
    EXPECT_EQ(json::text(*parsed(response), "user"), "anton");
    EXPECT_NE(setCookies(response, "open-xchange-secret-").at(0).find("Max-Age=604800"), std::string::npos);
    EXPECT_EQ(codeOf(get("login?action=autologin&client=other")), "SES-0203");
    jar_.erase(nameOfCookie("open-xchange-secret-"));
    EXPECT_EQ(codeOf(get("login?action=autologin&client=test")), "SES-0203");
}

TEST_F(LoginApiTest, WithoutStoreThereIsNoAutologin) {
    const std::string id = session();
    EXPECT_EQ(codeOf(get("login?action=autologin&client=test")), "SES-0203");
    const auto stored = get("login?action=store&session=" + id);
    EXPECT_EQ(json::text(*parsed(stored), "data"), "1");
    EXPECT_NE(setCookies(stored, "open-xchange-session-").at(0).find("Max-Age=604800"), std::string::npos);
    EXPECT_EQ(json::text(*parsed(get("login?action=autologin&client=test")), "session"), id);
}

TEST_F(LoginApiTest, AutologinIsForTheSameBrowserARunningSessionForAny) {
    const std::string id = session("&staySignedIn=true");
    userAgent_ = "Agent/2";
    EXPECT_EQ(codeOf(get("login?action=autologin&client=test")), "SES-0203");
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all&session=" + id)), "none");
}

TEST_F(LoginApiTest, RefreshSecretSendsTheSameProofAgain) {
    const std::string id = session("&staySignedIn=true");
    const std::string name = nameOfCookie("open-xchange-secret-");
    const std::string secret = jar_.at(name);
    const auto response = get("login?action=refreshSecret&session=" + id);
    ASSERT_EQ(setCookies(response, name + "=" + secret).size(), 1U);
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all&session=" + id)), "none");
}

TEST_F(LoginApiTest, OwnSessionsAreListedAndEnded) {
    const std::string one = session();
    const auto jarOfOne = jar_;
    jar_.clear();
    clock_.advance(1s);
    const std::string two = session();
    const auto all =
        json::requireArray(parsed(get("sessionmanagement?action=all&session=" + two))->get("data"), "data");
    ASSERT_EQ(all->size(), 2U);
    EXPECT_EQ(json::text(*all->getObject(0), "sessionId"), one);
    EXPECT_EQ(json::text(*all->getObject(1), "sessionId"), two);
    EXPECT_EQ(json::text(*all->getObject(0), "ipAddress"), "192.0.2.1");
    EXPECT_EQ(json::text(*all->getObject(0), "client"), "test");
    EXPECT_EQ(codeOf(send("PUT", "sessionmanagement?action=delete&session=" + two, "[\"" + one + "\"]")), "none");
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all&session=" + two)), "none");
    jar_ = jarOfOne;
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all&session=" + one)), "SES-0203");
}

TEST_F(LoginApiTest, ADisabledContextIsToldWithItsOwnCode) {
    const std::string id = session("&staySignedIn=true");
    database().setState(kContext, dbpool::ContextState::Disabled,
                        {.kind = 7, .folder = 0, .object = kContext.value, .verb = 2});
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all&session=" + id)), "SES-0204");
    EXPECT_EQ(codeOf(get("login?action=store&session=" + id)), "SES-0204");
    EXPECT_EQ(codeOf(get("login?action=autologin&client=test")), "SES-0204");
    EXPECT_EQ(codeOf(logInByForm()), "SES-0204");
}

TEST_F(LoginApiTest, TheAccessLogLearnsWhoseSessionEveryActionIsAbout) {
    const auto expectAnton = [this](const std::string& operation) {
        EXPECT_EQ(notes_.operation, operation);
        EXPECT_EQ(notes_.context, kContext) << operation;
        EXPECT_EQ(notes_.user, kAnton) << operation;
    };
    const auto id = session("&staySignedIn=true");
    expectAnton("login/login");
    (void)get("login?action=autologin&client=test");
    expectAnton("login/autologin");
    for (const char* action : {"store", "refreshSecret", "changeip", "logout"}) {
        (void)get("login?action=" + std::string(action) + "&clientIP=192.0.2.1&session=" + id);
        expectAnton("login/" + std::string(action));
    }
}

TEST_F(LoginApiTest, TheAccessLogNamesNobodyWhoDidNotProveWhoHeIs) {
    (void)send("POST", "login?action=login", "name=anton%407&password=wrong&client=test");
    EXPECT_EQ(notes_.operation, "login/login");
    EXPECT_EQ(notes_.context, ContextId{});
    EXPECT_EQ(notes_.user, UserId{});
    const auto id = session();
    jar_.clear();
    (void)get("login?action=logout&session=" + id);
    EXPECT_EQ(notes_.user, UserId{});
}

}  // namespace
}  // namespace groupware::session
