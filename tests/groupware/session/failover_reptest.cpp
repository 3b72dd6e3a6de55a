#include "tests/groupware/session/session_fixture.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <chrono>

namespace groupware::session {
namespace {

using namespace std::chrono_literals;

dbpool::RoutingLimits impatient() {
    dbpool::RoutingLimits limits;
    limits.writeWait = 200ms;
    return limits;
}

class FailoverTest : public ::test::ReplicatedTest {
protected:
    static constexpr ContextId kContext{7};

    FailoverTest() : ReplicatedTest({sync::kSchema, principals::kSchema, kSchema}, impatient()) {
        const principals::NewUser admin{.login = "oxadmin",
                                        .displayName = "Admin",
                                        .email = "oxadmin@example.com",
                                        .password = node_.hasher.hash("secret")};
        createContext(kContext, [&](dbpool::WriteTransaction& tx) { principals::addContextAdmin(tx, admin); });
    }

    static LoginRequest adminsLogin() {
        return {.name = "oxadmin@7",
                .password = "secret",
                .client = {.name = "test", .userAgent = "Agent/1", .address = "192.0.2.1"}};
    }
    Caller authenticate(const NewSession& session) {
        const http::test::FakeRequest request(
            "GET", "/ajax/user", {{"Cookie", secretCookieName(session.session.cookieHash) + "=" + session.secret}});
        return node_.authenticator.authenticate(*request, session.session.id.hex());
    }

    test::TestClock clock_;
    test::Node node_{installation(), clock_};
};

TEST_F(FailoverTest, WithoutAMasterSessionsGoOnAndLoginsWait) {
    const auto session = node_.login.login(adminsLogin());
    servers().waitForReplica();
    servers().master().kill();
    EXPECT_EQ(authenticate(session).user, principals::kContextAdmin);
    clock_.advance(30min);  // due to be touched, which no request waits for
    EXPECT_EQ(authenticate(session).user, principals::kContextAdmin);
    try {
        (void)node_.login.login(adminsLogin());
        ADD_FAILURE() << "a session was made without a master";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unavailable);
    }
}

TEST_F(FailoverTest, ASessionThatNoReplicaHasHeardOfIsNotCalledExpired) {
    servers().waitForReplica();
    servers().replica().execute("STOP SLAVE SQL_THREAD");
    const auto session = node_.login.login(adminsLogin());
    servers().master().kill();
    try {
        (void)authenticate(session);
        ADD_FAILURE() << "a replica that is behind knows the session";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unavailable) << "a client that hears of an expired session drops it";
    }
}

TEST_F(FailoverTest, ASecretThatNoReplicaHasHeardOfIsNotCalledWrong) {
    auto session = node_.login.login(adminsLogin());
    servers().waitForReplica();
    servers().master().kill();
    session.secret.front() = session.secret.front() == 'a' ? 'b' : 'a';
    try {
        (void)authenticate(session);
        ADD_FAILURE() << "the wrong secret was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unavailable);
    }
}

TEST_F(FailoverTest, AMasterThatComesBackKnowsEverySession) {
    // Servers of tests save the flush, which real ones must not: what is committed here is on the disk.
    servers().master().execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
    const auto session = node_.login.login(adminsLogin());
    servers().master().kill();
    servers().master().restart();
    EXPECT_TRUE(::test::eventually(20s, [&] {
        try {
            (void)node_.login.login(adminsLogin());
            return true;
        } catch (const Error&) {
            return false;  // until the breaker closes
        }
    }));
    EXPECT_EQ(authenticate(session).user, principals::kContextAdmin);
    EXPECT_GT(node_.sessions.end(authenticate(session), session.session.id).seq.value, 0);
    EXPECT_THROW((void)authenticate(session), Error);
}

}  // namespace
}  // namespace groupware::session
