#include "dbpool/routing/request_counters.h"
#include "groupware/base/log.h"
#include "groupware/principals/store/user_store.h"
#include "tests/groupware/session/session_fixture.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <time.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <future>
#include <sstream>
#include <vector>

namespace groupware::session {
namespace {

using namespace std::chrono_literals;

class LoginTest : public test::SessionTest {
protected:
    std::string storedHash() {
        auto session = database().read(kContext, Freshness::strict());
        return principals::UserReader(session).credentials("anton")->password.value;
    }
    void change(const principals::UserChange& change) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) { principals::changeUser(tx, kAnton, change); });
    }
};

TEST_F(LoginTest, ARightPasswordStartsASessionThatNamesItsContext) {
    const auto session = logIn();
    EXPECT_EQ(session.session.id.context(), kContext);
    EXPECT_EQ(session.session.publicId.context(), kContext);
    EXPECT_EQ(session.session.user, kAnton);
    EXPECT_EQ(session.login, "anton");
    EXPECT_EQ(session.language, "de_DE");
    EXPECT_EQ(session.secret.size(), 32U);
    EXPECT_NE(session.session.secretHash, session.secret);
}

TEST_F(LoginTest, LoginNamesIgnoreCase) {
    auto request = antonsLogin();
    request.name = "ANTON@7";
    EXPECT_EQ(node_.login.login(request).login, "anton");
}

TEST_F(LoginTest, EveryWrongPartIsAnsweredAlike) {
    EXPECT_EQ(failureOf(antonsLogin("wrong")), LoginFailure::InvalidCredentials);
    EXPECT_EQ(failureOf(antonsLogin("")), LoginFailure::InvalidCredentials);
    std::vector<std::string> texts;
    for (const char* name : {"nobody@7", "anton@nowhere", "anton", "", "@", "@7", "anton@", "an ton@7", "anton@7@7"}) {
        auto request = antonsLogin();
        request.name = name;
        try {
            (void)node_.login.login(request);
            ADD_FAILURE() << name;
        } catch (const LoginError& error) {
            EXPECT_EQ(error.failure(), LoginFailure::InvalidCredentials) << name;
            texts.push_back(error.publicText());
        }
    }
    for (const auto& text : texts) EXPECT_EQ(text, texts.front());
}

TEST_F(LoginTest, AnUnknownUserTakesAsLongAsAWrongPassword) {
    // CPU time of this thread, which computes the hash itself: what else the machine does must not count.
    const auto processorTime = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    };
    const auto fastest = [&](const auto& work) {
        auto best = std::chrono::nanoseconds::max();
        for (int i = 0; i < 5; ++i) {
            const auto start = processorTime();
            work();
            best = std::min<std::chrono::nanoseconds>(best, processorTime() - start);
        }
        return best;
    };
    const auto passwordCheck = fastest([&] { node_.hasher.verifyNobody("wrong"); });
    for (const char* name : {"anton@7", "nobody@7", "anton@nowhere", "no user name@7"}) {
        auto request = antonsLogin("wrong");
        request.name = name;
        // Without the work of a password check it would be a tenth.
        EXPECT_GT(fastest([&] { (void)failureOf(request); }), passwordCheck / 2) << name;
    }
}

TEST_F(LoginTest, ALoginWithoutAtMeansTheDefaultContext) {
    config().write([&](dbpool::ConfigTransaction& tx) {
        tx.execute({"test.mapping.add", "INSERT INTO login2context (login_info, cid) VALUES ('defaultcontext', 8)"});
    });
    auto request = antonsLogin();
    request.name = "anton";
    EXPECT_EQ(node_.login.login(request).session.id.context(), kOther);
}

TEST_F(LoginTest, AUserOfAnotherContextIsUnknownHere) {
    const auto berta = person("berta", node_.hasher.hash("secret"));
    database().write(kOther, [&](dbpool::WriteTransaction& tx) { principals::addUser(tx, berta); });
    auto request = antonsLogin();
    request.name = "berta@7";
    EXPECT_EQ(failureOf(request), LoginFailure::InvalidCredentials);
    request.name = "berta@8";
    EXPECT_NO_THROW((void)node_.login.login(request));
}

TEST_F(LoginTest, ADisabledUserIsToldOnlyWithTheRightPassword) {
    change({.enabled = false});
    EXPECT_EQ(failureOf(antonsLogin("wrong")), LoginFailure::InvalidCredentials);
    EXPECT_EQ(failureOf(antonsLogin()), LoginFailure::AccountDisabled);
    change({.enabled = true});
    EXPECT_NO_THROW(logIn());
}

TEST_F(LoginTest, ADisabledContextLetsNobodyIn) {
    const dbpool::Change recorded{.kind = 7, .folder = 0, .object = kContext.value, .verb = 2};
    database().setState(kContext, dbpool::ContextState::Disabled, recorded);
    EXPECT_EQ(failureOf(antonsLogin()), LoginFailure::ContextDisabled);
    database().setState(kContext, dbpool::ContextState::Active, recorded);
    EXPECT_NO_THROW(logIn());
}

TEST_F(LoginTest, WhoGuessesAPasswordDoesNotLockItsOwnerOut) {
    test::Node strict(installation(), clock_, {{"login.attemptsPerLogin", "3"}});
    auto guess = antonsLogin("wrong");
    guess.client.address = "203.0.113.66";
    for (int i = 0; i < 3; ++i) EXPECT_EQ(failureOf(strict, guess), LoginFailure::InvalidCredentials);
    for (int i = 0; i < 30; ++i) EXPECT_EQ(failureOf(strict, guess), LoginFailure::Throttled);
    EXPECT_NO_THROW((void)strict.login.login(antonsLogin()));
}

TEST_F(LoginTest, ARefusalSaysWhenItEnds) {
    test::Node strict(installation(), clock_, {{"login.attemptsPerLogin", "2"}, {"login.attemptWindow", "5m"}});
    const auto waitOf = [&](const LoginRequest& request) {
        try {
            (void)strict.login.login(request);
        } catch (const LoginError& error) {
            return error.retryAfter().value_or(-1ms);
        }
        return 0ms;
    };
    EXPECT_EQ(waitOf(antonsLogin("wrong")), -1ms);
    clock_.advance(1min);
    EXPECT_EQ(waitOf(antonsLogin("wrong")), -1ms);
    clock_.advance(1min);
    const auto wait = waitOf(antonsLogin());
    EXPECT_EQ(wait, 3min + 1ms);  // the first one counts for so long
    clock_.advance(wait - 1ms);
    EXPECT_EQ(waitOf(antonsLogin()), 1ms);
    clock_.advance(1ms);
    EXPECT_EQ(waitOf(antonsLogin()), 0ms);
}

TEST_F(LoginTest, GuessesOfOnePasswordAreThrottledOnEveryNodeUntilTheWindowEnds) {
    test::Node strict(installation(), clock_, {{"login.attemptsPerLoginAnywhere", "3"}});
    test::Node second(installation(), clock_, {{"login.attemptsPerLoginAnywhere", "3"}});
    for (int i = 0; i < 3; ++i) {
        auto request = antonsLogin("wrong");
        request.client.address = "192.0.2." + std::to_string(10 + i);  // from anywhere
        EXPECT_EQ(failureOf(strict, request), LoginFailure::InvalidCredentials);
    }
    EXPECT_EQ(failureOf(strict, antonsLogin()), LoginFailure::Throttled);
    EXPECT_EQ(failureOf(second, antonsLogin()), LoginFailure::Throttled);
    auto shouted = antonsLogin();
    shouted.name = "ANTON@7";
    EXPECT_EQ(failureOf(second, shouted), LoginFailure::Throttled);
    auto elsewhere = antonsLogin();
    elsewhere.name = "anton@8";
    EXPECT_NO_THROW((void)second.login.login(elsewhere));
    clock_.advance(5min + 1ms);
    EXPECT_NO_THROW((void)second.login.login(antonsLogin()));
}

TEST_F(LoginTest, GuessesFromOneAddressAreThrottledWhateverTheName) {
    test::Node strict(installation(), clock_, {{"login.attemptsPerAddress", "3"}});
    for (int i = 0; i < 3; ++i) {
        auto request = antonsLogin("wrong");
        request.name = "user" + std::to_string(i) + "@7";
        EXPECT_EQ(failureOf(strict, request), LoginFailure::InvalidCredentials);
    }
    EXPECT_EQ(failureOf(strict, antonsLogin()), LoginFailure::Throttled);
    auto elsewhere = antonsLogin();
    elsewhere.client.address = "192.0.2.99";
    EXPECT_NO_THROW((void)strict.login.login(elsewhere));
    clock_.advance(5min + 1ms);
    EXPECT_NO_THROW((void)strict.login.login(antonsLogin()));
}

TEST_F(LoginTest, RightPasswordsAreNeverThrottled) {
    test::Node strict(installation(), clock_, {{"login.attemptsPerLogin", "2"}, {"login.attemptsPerAddress", "2"}});
    for (int i = 0; i < 5; ++i) EXPECT_NO_THROW((void)strict.login.login(antonsLogin()));
    EXPECT_EQ(failureOf(strict, antonsLogin("wrong")), LoginFailure::InvalidCredentials);
    for (int i = 0; i < 5; ++i) EXPECT_NO_THROW((void)strict.login.login(antonsLogin()));
}

TEST_F(LoginTest, GuessesInParallelGainNothing) {
    test::Node strict(installation(), clock_, {{"login.attemptsPerLogin", "4"}});
    std::vector<std::future<LoginFailure>> guesses;
    guesses.reserve(12);
    for (int i = 0; i < 12; ++i) {
        guesses.push_back(std::async(std::launch::async, [&] { return failureOf(strict, antonsLogin("wrong")); }));
    }
    int checked = 0;
    for (auto& guess : guesses) checked += guess.get() == LoginFailure::InvalidCredentials ? 1 : 0;
    // Each counts itself before it looks, so never more than the limit; all at once, they may refuse each other.
    EXPECT_LE(checked, 4);
    EXPECT_EQ(failureOf(strict, antonsLogin("wrong")),
              checked == 4 ? LoginFailure::Throttled : LoginFailure::InvalidCredentials);
}

TEST_F(LoginTest, RefusedAttemptsAreNotCountedSoTheUserGetsInAgain) {
    test::Node strict(installation(), clock_, {{"login.attemptsPerLogin", "2"}});
    for (int i = 0; i < 2; ++i) EXPECT_EQ(failureOf(strict, antonsLogin("wrong")), LoginFailure::InvalidCredentials);
    clock_.advance(3min);
    EXPECT_EQ(failureOf(strict, antonsLogin("wrong")), LoginFailure::Throttled);
    clock_.advance(2min + 1ms);
    EXPECT_NO_THROW((void)strict.login.login(antonsLogin()));
}

TEST_F(LoginTest, ManyUsersBehindOneAddressLogInAtOnce) {
    std::vector<std::future<NewSession>> logins;
    logins.reserve(16);
    for (int i = 0; i < 16; ++i) logins.push_back(std::async(std::launch::async, [&] { return logIn(); }));
    for (auto& login : logins) EXPECT_NO_THROW((void)login.get());
}

TEST_F(LoginTest, AWeakHashIsRenewedAtLoginAndSessionsStay) {
    const auto before = logIn();
    const principals::PasswordHash strong{storedHash()};
    // "U*U" in bcrypt of cost 5, a vector of Openwall's crypt_blowfish.
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        principals::renewPasswordHash(tx, kAnton, strong,
                                      {"$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"});
    });
    test::Node lenient(installation(), clock_, {{"password.minLength", "3"}});
    EXPECT_NO_THROW((void)lenient.login.login(antonsLogin("U*U")));
    EXPECT_TRUE(storedHash().starts_with("$y$"));
    EXPECT_NO_THROW((void)lenient.login.login(antonsLogin("U*U")));
    EXPECT_NO_THROW((void)authenticate(before));
}

TEST_F(LoginTest, ALoginThatWasNotTriedDoesNotCount) {
    test::Node busy(installation(), clock_,
                    {{"password.threads", "1"}, {"password.queue", "0"}, {"login.attemptsPerLogin", "16"}});
    std::vector<std::future<bool>> logins;
    logins.reserve(8);
    for (int i = 0; i < 8; ++i) {
        logins.push_back(std::async(std::launch::async, [&] {
            try {
                (void)busy.login.login(antonsLogin());
                return false;
            } catch (const LoginError&) {
                ADD_FAILURE() << "refused for another reason than a full queue";
                return false;
            } catch (const Error& error) {
                EXPECT_EQ(error.code(), ErrorCode::TooManyRequests);
                return true;
            }
        }));
    }
    int refused = 0;
    for (auto& login : logins) refused += login.get() ? 1 : 0;
    EXPECT_GT(refused, 0);
    test::Node strict(installation(), clock_, {{"login.attemptsPerLogin", "1"}});
    EXPECT_NO_THROW((void)strict.login.login(antonsLogin()));
}

TEST_F(LoginTest, ALoginCostsOneAdmissionAndThreeSmallTransactions) {
    (void)logIn();  // finds the placement
    dbpool::RequestCounters counters;
    {
        const dbpool::CountingScope scope(counters);
        (void)logIn();
    }
    EXPECT_EQ(counters.masterReads, 1U);
    EXPECT_EQ(counters.replicaReads, 0U);
    EXPECT_EQ(counters.writes, 3U);
    EXPECT_LE(counters.statements, 21U);
}

TEST_F(LoginTest, AUserHasABoundedNumberOfSessions) {
    test::Node two(installation(), clock_, {{"session.perUser", "2"}});
    const auto first = two.login.login(antonsLogin());
    EXPECT_NO_THROW((void)two.login.login(antonsLogin()));
    EXPECT_EQ(failureOf(two, antonsLogin()), LoginFailure::TooManySessions);
    two.sessions.end(authenticate(first), first.session.id);
    EXPECT_NO_THROW((void)two.login.login(antonsLogin()));
    EXPECT_EQ(failureOf(two, antonsLogin()), LoginFailure::TooManySessions);
    clock_.advance(1h + 1ms);  // the others expire
    EXPECT_NO_THROW((void)two.login.login(antonsLogin()));
}

TEST_F(LoginTest, AClientNameIsBounded) {
    auto request = antonsLogin();
    request.client.name = std::string(256, 'x');
    EXPECT_THROW((void)node_.login.login(request), Error);
}

TEST_F(LoginTest, EveryLoginIsALineWithoutSecrets) {
    const ::test::TemporaryDirectory directory;
    const auto file = directory.path() / "log";
    log::Target target;
    target.file = file.string();
    log::open(target);
    const auto session = logIn();
    (void)failureOf(antonsLogin("wr0ng-passw0rd"));
    log::close();
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    EXPECT_NE(text.str().find("Session created. ID: " + session.session.id.hex() + ", Context: 7, User: 3\n"),
              std::string::npos)
        << text.str();
    EXPECT_NE(text.str().find("login.failed reason=wrong_password context=7 user=3 client=192.0.2.1\n"),
              std::string::npos)
        << text.str();
    EXPECT_EQ(text.str().find("wr0ng-passw0rd"), std::string::npos);
    EXPECT_EQ(text.str().find(session.secret), std::string::npos);
}

TEST_F(LoginTest, AReloadChangesLimitsAndLifeTimesOfWhatRuns) {
    const auto reload = [this](const std::map<std::string, std::string>& values) {
        const auto options = test::Node::allOptions();
        EXPECT_TRUE(node_.configuration.reload(options, Configuration(options, values)).waiting.empty());
    };
    const auto session = logIn();
    clock_.advance(2min);
    (void)authenticate(session);
    reload({{"session.shortLife", "1m"}, {"login.attemptsPerLogin", "1"}});
    EXPECT_EQ(refusalOf(session), ErrorCode::NotAuthenticated);
    EXPECT_EQ(failureOf(antonsLogin("wrong")), LoginFailure::InvalidCredentials);
    EXPECT_EQ(failureOf(antonsLogin()), LoginFailure::Throttled);
    reload({});
    (void)authenticate(session);
    (void)logIn();
}

}  // namespace
}  // namespace groupware::session
