#include "dbpool/routing/request_counters.h"
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
    explicit CommitTest(const dbpool::RoutingLimits& limits = patientLimits(),
                        const dbpool::ConnectionLimits& connection = {})
        : ReplicatedTest({notes::schema()}, limits, connection) {
        createContext(kContext);
    }

    void holdCommits() {
        makeDurable();
        held_commits::hold(servers());
    }
    /// As the cluster's setting is from now on.
    void promise(const std::string& durability) {
        config().write([&](dbpool::ConfigTransaction& tx) {
            tx.execute({"test.durability", "UPDATE db_cluster SET durability = ?"}, {durability});
        });
        database().refresh();
    }
    std::future<CommitToken> putInBackground() {
        return std::async(std::launch::async, [this] {
            const dbpool::CountingScope counting(counters_);
            return database().write(kContext, [this](WriteTransaction& tx) {
                ++runs_;
                tx.execute(notes::kInsert, {runs_.load(), "text"});
                tx.record(notes::changed(1));
            });
        });
    }
    /// The writer's client has given up, and asks what became of its COMMIT.
    bool eventuallyLooksUp() {
        return test::eventually(30s, [&] {
            return servers().master().value(
                       "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT epoch%FOR "
                       "UPDATE'") != "0";
        });
    }
    std::int64_t notesThere() { return notes::count(database(), kContext); }

    dbpool::RequestCounters counters_;  ///< of the writer; read them when it has ended
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

/// A node whose client gives up a COMMIT after two seconds: the master holds it, and lives.
class HeldCommitTest : public CommitTest {
protected:
    static constexpr dbpool::AdmissionStatement kSettings{
        "test.settings", "@@idle_transaction_timeout, @@idle_write_transaction_timeout", ""};

    HeldCommitTest() : CommitTest(patientLimits(), {.readTimeout = 2s}) {}

    /// As a tool does, and the old master does not come back.
    void promoteWithoutIt() {
        const std::string schema = installation().location().schema;
        const std::string state = schema.substr(0, schema.size() - 2) + "_0.cluster_state";
        servers().master().kill();
        servers().replica().execute("UPDATE " + state + " SET term = term + 1, master_server_id = @@server_id");
        servers().promoteReplica();
    }
};

TEST_F(HeldCommitTest, OneThatIsAcknowledgedLateIsFoundAndAcknowledgedOnce) {
    holdCommits();
    auto written = putInBackground();
    ASSERT_TRUE(held_commits::eventuallyOne(servers()));
    ASSERT_TRUE(eventuallyLooksUp());
    held_commits::release(servers());
    const CommitToken token = written.get();
    EXPECT_TRUE(counters_.outcomeUnknown);
    EXPECT_EQ(counters_.writes, 1U);
    EXPECT_EQ(runs_.load(), 1);
    EXPECT_EQ(database().read(kContext, Freshness::strict()).seq(), token.seq);
    EXPECT_EQ(notesThere(), 1);
}

TEST_F(HeldCommitTest, ALookUpLeavesNoSettingsToReaders) {
    holdCommits();
    auto written = putInBackground();
    ASSERT_TRUE(eventuallyLooksUp());
    held_commits::release(servers());
    written.get();
    dbpool::Admission admission = database().admit(kContext, kSettings, {});
    EXPECT_FALSE(admission.unproven);
    EXPECT_EQ(admission.row.integer(1), 0);
    EXPECT_EQ(admission.row.integer(2), 0);
}

TEST_F(HeldCommitTest, OneThatANewMasterLacksRunsAgainOnceWhereNoneIsLost) {
    promise("strict");
    holdCommits();
    auto written = putInBackground();
    ASSERT_TRUE(eventuallyLooksUp());
    promoteWithoutIt();
    const CommitToken token = written.get();
    EXPECT_EQ(token.term, 2);
    EXPECT_EQ(runs_.load(), 2);
    EXPECT_EQ(counters_.writes, 1U);
    EXPECT_EQ(notesThere(), 1);
}

TEST_F(HeldCommitTest, OneThatANewMasterLacksStaysUnknownWhereCommitsMayBeLost) {
    promise("available");
    holdCommits();
    auto written = putInBackground();
    ASSERT_TRUE(eventuallyLooksUp());
    promoteWithoutIt();
    EXPECT_EQ(notes::codeOf([&] { written.get(); }), ErrorCode::Unavailable);
    EXPECT_TRUE(counters_.outcomeUnknown);
    EXPECT_EQ(counters_.writes, 0U);
    EXPECT_EQ(runs_.load(), 1);
    EXPECT_EQ(notesThere(), 0);
}

}  // namespace
