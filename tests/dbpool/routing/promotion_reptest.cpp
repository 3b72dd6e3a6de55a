#include "dbpool/routing/request_counters.h"
#include "tests/dbpool/routing/held_commits.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/data_template.h"
#include "tests/support/database_test.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <optional>
#include <string>

namespace {

using namespace std::chrono_literals;

using dbpool::ServerStatus;
using dbpool::WriteTransaction;
using groupware::CommitToken;
using groupware::ContextId;
using groupware::ErrorCode;
using groupware::Freshness;

constexpr ContextId kContext{7};

dbpool::RoutingLimits patientLimits() {
    dbpool::RoutingLimits limits;
    limits.writeWait = 30s;
    return limits;
}

/// The master changes. Nobody tells the routing, and no housekeeper runs.
class PromotionTest : public test::ReplicatedTest {
protected:
    explicit PromotionTest(const dbpool::RoutingLimits& limits = patientLimits())
        : ReplicatedTest({notes::schema()}, limits) {
        createContext(kContext);
        makeDurable();
        before_ = notes::put(database(), kContext, 1, "before");
        servers().waitForReplica();
        schema_ = installation().location().schema;
        state_ = schema_.substr(0, schema_.size() - 2) + "_0.cluster_state";
    }

    std::string rowsOf(const test::MariaDbServer& server) {
        return server.value("SELECT COUNT(*) FROM " + schema_ + ".note");
    }
    /// As a tool does that knows of the row.
    void promoteWithTerm() {
        servers().replica().execute("STOP SLAVE");
        servers().replica().execute("RESET SLAVE ALL");
        servers().replica().execute("UPDATE " + state_ + " SET term = term + 1, master_server_id = @@server_id");
        servers().replica().execute("SET GLOBAL read_only = OFF");
    }
    ServerStatus statusOf(const std::string& name) {
        for (const auto& server : installation().clusters().status())
            if (server.name == name) return server;
        return {};
    }
    void expectTheReplicaRules(std::int64_t term) {
        const CommitToken token = notes::put(database(), kContext, 100, "after");
        EXPECT_EQ(token.term, term);
        for (int i = 0; i < 20; ++i) {
            auto session = database().read(kContext, Freshness::strict());
            EXPECT_FALSE(session.unproven());
            EXPECT_EQ(session.seq(), token.seq);
        }
        EXPECT_FALSE(database().admit(kContext, {"note.admit", "1", ""}, {}).unproven);
        EXPECT_TRUE(statusOf("replica").master);
        EXPECT_FALSE(statusOf("master").master);
        EXPECT_FALSE(database().read(kContext, Freshness::atLeast(before_)).unproven()) << "an older term's token";
    }

    CommitToken before_;
    std::string schema_;
    std::string state_;
};

TEST_F(PromotionTest, OneByHandIsFollowedByWritesThatWaited) {
    servers().master().kill();
    auto waiting = std::async(std::launch::async, [&] { return notes::put(database(), kContext, 2, "waited"); });
    servers().promoteReplica();  // says nothing in cluster_state
    const auto promoted = std::chrono::steady_clock::now();
    EXPECT_EQ(waiting.get().term, 2) << "who found it has raised the term";
    const auto outage = std::chrono::steady_clock::now() - promoted;
    RecordProperty("outage_ms", static_cast<int>(outage / 1ms));
    EXPECT_LT(outage, 5s);
    expectTheReplicaRules(2);
    EXPECT_EQ(servers().replica().value("SELECT master_server_id FROM " + state_), "2");
}

TEST_F(PromotionTest, OneThatRaisesTheTermIsFollowedAtOnceAlthoughTheOldMasterIsThere) {
    promoteWithTerm();
    EXPECT_TRUE(test::eventually(10s, [&] { return statusOf("replica").master; }));
    expectTheReplicaRules(2);
    EXPECT_EQ(rowsOf(servers().master()), "1");
}

TEST_F(PromotionTest, APlannedSwitchoverIsFollowedThoughNoConnectionBreaks) {
    servers().master().execute("SET GLOBAL read_only = ON");
    auto waiting = std::async(std::launch::async, [&] { return notes::put(database(), kContext, 2, "waited"); });
    servers().waitForReplica();
    promoteWithTerm();
    EXPECT_EQ(waiting.get().term, 2);
    expectTheReplicaRules(2);
}

TEST_F(PromotionTest, AnOldMasterThatReturnsWritableIsNeverUsedAgain) {
    servers().master().kill();
    servers().promoteReplica();
    notes::put(database(), kContext, 2, "new");
    servers().master().restart();
    ASSERT_TRUE(test::eventually(20s, [&] { return statusOf("master").member.report.has_value(); }));
    for (int note = 10; note < 30; ++note) notes::put(database(), kContext, note, "new");
    expectTheReplicaRules(2);
    EXPECT_EQ(rowsOf(servers().master()), "1");
    EXPECT_EQ(statusOf("master").member.report->cluster.term, 1);

    servers().replica().kill();  // not even if it is the only one left
    EXPECT_TRUE(test::eventually(10s, [&] { return !statusOf("replica").master; }));
    EXPECT_TRUE(database().read(kContext, Freshness::strict()).unproven());
    EXPECT_FALSE(statusOf("master").master);
}

TEST_F(PromotionTest, WhatAMasterThatHungCommitsAfterItsReplacementIsNotBelieved) {
    std::promise<void> inside;
    std::promise<void> goOn;
    std::atomic<int> runs{0};
    auto zombie = std::async(std::launch::async, [&] {
        return notes::codeOf([&] {
            database().write(kContext, [&](WriteTransaction& tx) {
                tx.execute(notes::kInsert, {2, "for nobody"});
                tx.record(notes::changed(2));
                if (++runs > 1) return;
                inside.set_value();
                goOn.get_future().wait();
            });
        });
    });
    inside.get_future().wait();
    servers().master().suspend();
    promoteWithTerm();
    EXPECT_TRUE(test::eventually(20s, [&] { return statusOf("replica").master; }));
    const CommitToken token = notes::put(database(), kContext, 3, "new");
    servers().master().resume();
    goOn.set_value();
    EXPECT_EQ(zombie.get(), ErrorCode::Unavailable) << "it is on the old master only: nobody may call that committed";
    EXPECT_EQ(runs.load(), 1);
    EXPECT_EQ(rowsOf(servers().master()), "2");
    expectTheReplicaRules(2);
    EXPECT_GT(token.seq, before_.seq);
}

TEST_F(PromotionTest, NobodyWaitsForAPositionOnTheMasterThatWasAReplica) {
    servers().master().kill();
    servers().promoteReplica();
    CommitToken ahead = notes::put(database(), kContext, 2, "new");
    ahead.gtid = "0-9-999999";
    ahead.seq.value += 1'000'000;
    dbpool::RequestCounters counters;
    const dbpool::CountingScope scope(counters);
    EXPECT_EQ(notes::count(database(), kContext, Freshness::atLeast(ahead)), 2);
    EXPECT_EQ(counters.gateWaits, 0U);
    EXPECT_EQ(counters.masterReads, 1U);
}

TEST_F(PromotionTest, LagAndHeartbeatOfAReplicaAreSeen) {
    servers().stopReplicaSql();
    for (int note = 2; note < 7; ++note) notes::put(database(), kContext, note, "text");
    EXPECT_TRUE(test::eventually(10s, [&] { return statusOf("replica").member.lag == 5; }));
    EXPECT_TRUE(statusOf("replica").member.heartbeatAge.has_value());
    EXPECT_FALSE(statusOf("master").member.lag.has_value());
    servers().startReplicaSql();
    EXPECT_TRUE(test::eventually(10s, [&] { return statusOf("replica").member.lag == 0; }));
}

/// Commits that the old master had begun when it died.
class UnknownCommitTest : public PromotionTest {
protected:
    void setDurability(const std::string& durability) {
        config().write([&](dbpool::ConfigTransaction& tx) {
            tx.execute({"test.durability", "UPDATE db_cluster SET durability = ?"}, {durability});
        });
        database().refresh();
    }
    /// The master waits for an acknowledgement of the replica, which does not receive the transaction.
    /// @return what the writer is told in the end: an error, or success
    std::future<std::optional<ErrorCode>> writeThatIsHeld() {
        held_commits::hold(servers());
        auto written = std::async(std::launch::async, [this]() -> std::optional<ErrorCode> {
            try {
                database().write(kContext, [this](WriteTransaction& tx) {
                    ++runs_;
                    tx.execute(notes::kInsert, {2, "held"});
                    tx.record(notes::changed(2));
                });
                return std::nullopt;
            } catch (const groupware::Error& error) {
                return error.code();
            }
        });
        EXPECT_TRUE(held_commits::eventuallyOne(servers()));
        return written;
    }

    std::atomic<int> runs_{0};
};

TEST_F(UnknownCommitTest, OneThatANewMasterLacksIsUnavailableWhereCommitsMayBeLost) {
    auto written = writeThatIsHeld();
    servers().master().kill();
    promoteWithTerm();
    EXPECT_EQ(written.get(), ErrorCode::Unavailable);
    EXPECT_EQ(runs_.load(), 1);
    EXPECT_EQ(rowsOf(servers().replica()), "1");
}

TEST_F(UnknownCommitTest, OneThatANewMasterLacksRunsAgainWhereNoneIsLost) {
    setDurability("strict");
    auto written = writeThatIsHeld();
    servers().master().kill();
    promoteWithTerm();
    EXPECT_EQ(written.get(), std::nullopt);
    EXPECT_EQ(runs_.load(), 2);
    EXPECT_EQ(rowsOf(servers().replica()), "2");
}

/// Three servers, whose cluster promises that nothing acknowledged is lost.
class WitnessTest : public PromotionTest {
public:
    ~WitnessTest() override {
        servers().replica().resume();
        third_.resume();
    }

protected:
    WitnessTest() {
        third_.execute(
            "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" + std::to_string(servers().master().port()) +
            ", MASTER_USER='" + std::string(test::kReplicationUser) + "', MASTER_PASSWORD='" +
            std::string(test::kReplicationPassword) + "', MASTER_USE_GTID=slave_pos");
        third_.execute("START SLAVE");
        config().write([&](dbpool::ConfigTransaction& tx) {
            tx.execute({"test.third",
                        "INSERT INTO db_pool (db_pool_id, cluster_id, name, url, login, password)"
                        " SELECT 8, cluster_id, 'third', ?, login, password FROM db_pool WHERE db_pool_id = 4"},
                       {"mysql://127.0.0.1:" + std::to_string(third_.port())});
            tx.execute({"test.durability", "UPDATE db_cluster SET durability = 'strict'"});
        });
        database().refresh();
    }

    test::MariaDbServer third_{{"--server-id=3", "--read-only=ON"}};
};

TEST_F(WitnessTest, AMasterThatNobodyElseConfirmsIsNotBelieved) {
    EXPECT_FALSE(database().read(kContext, Freshness::strict()).unproven());
    servers().replica().suspend();
    EXPECT_FALSE(database().read(kContext, Freshness::strict()).unproven()) << "one witness is enough";
    third_.suspend();
    EXPECT_TRUE(test::eventually(20s, [&] { return !statusOf("master").master; }));
    EXPECT_TRUE(statusOf("master").member.report.has_value());
    EXPECT_TRUE(database().admit(kContext, {"note.admit", "1", ""}, {}).unproven);

    auto written = std::async(std::launch::async, [&] { return notes::put(database(), kContext, 2, "waits"); });
    EXPECT_EQ(written.wait_for(300ms), std::future_status::timeout);
    third_.resume();
    EXPECT_EQ(written.get().term, 1);
    EXPECT_FALSE(database().read(kContext, Freshness::strict()).unproven());
}

}  // namespace
