#include "tests/dbpool/routing/held_commits.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <string>

namespace {

using namespace std::chrono_literals;

using dbpool::WriteTransaction;
using groupware::CommitToken;
using groupware::ContextId;
using groupware::Error;
using groupware::ErrorCode;
using groupware::Freshness;

constexpr ContextId kContext{7};

dbpool::RoutingLimits patientLimits() {
    dbpool::RoutingLimits limits;
    limits.writeWait = 60s;
    return limits;
}

/// Connections that die during COMMIT.
class CommitTest : public test::ReplicatedTest {
protected:
    explicit CommitTest(const dbpool::RoutingLimits& limits = patientLimits())
        : ReplicatedTest({notes::schema()}, limits) {
        createContext(kContext);
    }

    void holdCommits() {
        makeDurable();
        held_commits::hold(servers());
    }
    std::future<CommitToken> putInBackground() {
        return std::async(std::launch::async, [this] {
            return database().write(kContext, [this](WriteTransaction& tx) {
                ++runs_;
                tx.execute(notes::kInsert, {runs_.load(), "text"});
                tx.record(notes::changed(1));
            });
        });
    }

    std::atomic<std::int64_t> runs_{0};
};

TEST_F(CommitTest, ACommitWhoseAnswerWasLostIsFoundByItsOperation) {
    holdCommits();
    auto written = putInBackground();
    ASSERT_TRUE(held_commits::eventuallyOne(servers()));
    servers().master().execute("KILL CONNECTION " + held_commits::connection(servers()));
    held_commits::release(servers());
    const CommitToken token = written.get();
    EXPECT_EQ(runs_.load(), 1);
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(session.seq(), token.seq);
    EXPECT_EQ(notes::count(session), 1);
}

TEST_F(CommitTest, AMasterKilledDuringCommitAndBackAgainHasDoneItOnce) {
    holdCommits();
    auto written = putInBackground();
    ASSERT_TRUE(held_commits::eventuallyOne(servers()));
    servers().master().kill();
    servers().master().restart();  // recovery commits what the binary log has
    const CommitToken token = written.get();
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(session.seq(), token.seq);
    EXPECT_EQ(notes::count(session), 1);  // a second run would have added note 2
    EXPECT_EQ(runs_.load(), 1);
}

TEST_F(CommitTest, ATransactionThatDiedBeforeItsCommitRunsAgain) {
    const CommitToken token = database().write(kContext, [this](WriteTransaction& tx) {
        if (++runs_ == 1)
            servers().master().execute(
                "KILL CONNECTION " +
                servers().master().value("SELECT trx_mysql_thread_id FROM information_schema.INNODB_TRX LIMIT 1"));
        tx.execute(notes::kInsert, {runs_.load(), "text"});
        tx.record(notes::changed(1));
    });
    EXPECT_EQ(runs_.load(), 2);
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(session.seq(), token.seq);
    EXPECT_EQ(notes::count(session), 1);
}

class ImpatientCommitTest : public CommitTest {
protected:
    static dbpool::RoutingLimits impatient() {
        dbpool::RoutingLimits limits;
        limits.writeWait = 300ms;
        limits.transaction.lockWait = 1s;
        return limits;
    }
    ImpatientCommitTest() : CommitTest(impatient()) {}
};

TEST_F(ImpatientCommitTest, AnOutcomeThatStaysUnknownIsUnavailableAndNeverRepeated) {
    holdCommits();
    auto written = putInBackground();
    ASSERT_TRUE(held_commits::eventuallyOne(servers()));
    servers().master().kill();  // and nobody restarts it in time
    EXPECT_EQ(notes::codeOf([&] { written.get(); }), ErrorCode::Unavailable);
    EXPECT_EQ(runs_.load(), 1);
    servers().master().restart();
    EXPECT_TRUE(test::eventually(20s, [&] {
        database().refresh();  // what the housekeeper does every second: reads do not try a master that is down
        auto session = database().read(kContext, Freshness::strict());
        if (session.unproven()) return false;
        EXPECT_EQ(notes::count(session), 1);  // it was committed after all, once
        return true;
    }));
}

}  // namespace
