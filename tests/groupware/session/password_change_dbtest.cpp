#include "tests/groupware/session/session_fixture.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace groupware::session {
namespace {

using ::test::codeOf;

class PasswordChangeTest : public test::SessionTest {
protected:
    PasswordChangeTest() {
        database().write(kContext, [](dbpool::WriteTransaction& tx) {
            principals::changeUser(tx, kAnton,
                                   {.access = principals::ModuleAccess({principals::Module::EditPassword})});
        });
    }
    CommitToken change(const NewSession& session, const std::string& from, const std::string& to) {
        return changeOn(node_, session, from, to);
    }
    CommitToken changeOn(test::Node& node, const NewSession& session, const std::string& from, const std::string& to) {
        return node.passwordChange.change(authenticate(session), from, to, "192.0.2.1");
    }
};

TEST_F(PasswordChangeTest, TheNewPasswordLogsInAndTheOldOneDoesNot) {
    change(logIn(), "secret", "better secret");
    EXPECT_EQ(failureOf(antonsLogin()), LoginFailure::InvalidCredentials);
    EXPECT_NO_THROW((void)node_.login.login(antonsLogin("better secret")));
}

TEST_F(PasswordChangeTest, EveryOtherSessionEndsAtOnceOnEveryNode) {
    const auto own = logIn();
    const auto elsewhere = logIn();
    test::Node other(installation(), clock_);
    const auto onOther = other.login.login(antonsLogin());
    change(own, "secret", "better secret");
    EXPECT_NO_THROW((void)authenticate(own));
    EXPECT_EQ(refusalOf(elsewhere), ErrorCode::NotAuthenticated);
    EXPECT_EQ(refusalOf(onOther), ErrorCode::NotAuthenticated);
    EXPECT_EQ(
        codeOf([&] { (void)other.authenticator.authenticate(*requestOf(elsewhere), elsewhere.session.id.hex()); }),
        ErrorCode::NotAuthenticated);
    EXPECT_NO_THROW((void)other.authenticator.authenticate(*requestOf(own), own.session.id.hex()));
    change(own, "better secret", "third secret");
    EXPECT_NO_THROW((void)authenticate(own)) << "as often as he likes";
}

TEST_F(PasswordChangeTest, TheOldPasswordMustBeRightAndGuessesAreThrottled) {
    test::Node strict(installation(), clock_, {{"login.attemptsPerLogin", "2"}});
    const auto session = logIn();
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(codeOf([&] { changeOn(strict, session, "wrong", "better secret"); }), ErrorCode::Forbidden);
    }
    EXPECT_EQ(codeOf([&] { changeOn(strict, session, "secret", "better secret"); }), ErrorCode::TooManyRequests);
    EXPECT_NO_THROW((void)authenticate(session));
    EXPECT_NO_THROW(logIn()) << "still the old password";
}

TEST_F(PasswordChangeTest, TheRulesHold) {
    test::Node picky(installation(), clock_,
                     {{"password.minLength", "6"}, {"password.maxLength", "16"}, {"password.pattern", ".*[0-9].*"}});
    const auto session = logIn();
    for (const char* refused : {"", "a1b2", "no digit", "12345678901234567"}) {
        EXPECT_EQ(codeOf([&] { changeOn(picky, session, "secret", refused); }), ErrorCode::BadRequest) << refused;
    }
    EXPECT_NO_THROW(logIn());
    changeOn(picky, session, "secret", "1 digit");
    EXPECT_NO_THROW((void)node_.login.login(antonsLogin("1 digit")));
}

TEST_F(PasswordChangeTest, WithoutTheRightNobodyChangesIt) {
    const auto session = logIn();
    auto caller = authenticate(session);
    caller.modules = {"infostore"};
    EXPECT_EQ(codeOf([&] { node_.passwordChange.change(caller, "secret", "better secret", ""); }),
              ErrorCode::Forbidden);
    auto withoutSession = authenticate(session);
    withoutSession.sessionId.clear();
    EXPECT_EQ(codeOf([&] { node_.passwordChange.change(withoutSession, "secret", "better secret", ""); }),
              ErrorCode::Forbidden);
}

}  // namespace
}  // namespace groupware::session
