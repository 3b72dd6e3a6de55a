#include "dbpool/routing/request_counters.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>

namespace {

using namespace std::chrono_literals;

using dbpool::ServerCounters;
using groupware::CommitToken;
using groupware::ContextId;
using groupware::ErrorCode;
using groupware::Freshness;

constexpr ContextId kContext{7};

dbpool::RoutingLimits quickLimits() {
    dbpool::RoutingLimits limits;
    limits.gateProbe = 50ms;
    limits.writeWait = 300ms;
    return limits;
}

class GateTest : public test::ReplicatedTest {
protected:
    explicit GateTest(const dbpool::RoutingLimits& limits = quickLimits()) : ReplicatedTest({notes::schema()}, limits) {
        createContext(kContext);
    }
    void makeReplicaLag() { servers().stopReplicaSql(); }
    std::string textOf(const Freshness& freshness) {
        auto session = database().read(kContext, freshness);
        dbpool::Rows rows = session.query(notes::kText, {1});
        return rows.next() ? rows.text(1) : "";
    }
};

TEST_F(GateTest, AReplicaThatHasTheStateAnswers) {
    const CommitToken token = notes::put(database(), kContext, 1, "new");
    servers().waitForReplica();
    const ServerCounters before = replicaCounters();
    EXPECT_EQ(textOf(Freshness::atLeast(token)), "new");
    EXPECT_EQ(textOf(Freshness::strict()), "new");
    EXPECT_EQ(replicaCounters().reads, before.reads + 2);
    EXPECT_EQ(replicaCounters().gatePassed, before.gatePassed + 2);
}

TEST_F(GateTest, AReplicaThatLagsNeverAnswersWithAnOldState) {
    notes::put(database(), kContext, 1, "old");
    servers().waitForReplica();
    makeReplicaLag();
    const CommitToken token = notes::put(database(), kContext, 1, "new");
    const ServerCounters before = masterCounters();
    EXPECT_EQ(textOf(Freshness::atLeast(token)), "new");
    EXPECT_EQ(textOf(Freshness::strict()), "new");
    EXPECT_EQ(masterCounters().reads, before.reads + 2);
    EXPECT_EQ(textOf(Freshness::eventual()), "old");  // asked for by reports only
}

TEST_F(GateTest, WhatAReplicaHasBeforeItsMasterIsNotShown) {
    const CommitToken token = notes::put(database(), kContext, 1, "committed");
    servers().waitForReplica();
    // As if it had applied a commit whose acknowledgement is still on its way to the master.
    const std::string schema = installation().location().schema;
    servers().replica().execute("UPDATE " + schema + ".ctx_state SET prev = seq, seq = seq + 1");
    servers().replica().execute("UPDATE " + schema + ".note SET text = 'pending'");
    EXPECT_EQ(textOf(Freshness::strict()), "committed");
    EXPECT_EQ(textOf(Freshness::atLeast(token)), "committed");
    EXPECT_EQ(textOf(Freshness::eventual()), "pending");

    notes::put(database(), kContext, 2, "later");  // a greater seq: the master has what the replica has
    const ServerCounters before = replicaCounters();
    EXPECT_EQ(textOf(Freshness::atLeast(token)), "pending");
    EXPECT_EQ(replicaCounters().reads, before.reads + 1);
}

TEST_F(GateTest, AfterThreeMissesTheReplicaIsLeftAloneAndComesBackByItself) {
    dbpool::RoutingLimits limits = quickLimits();
    limits.gateProbe = 1h;
    test::Installation patient({.config = test::sharedServer().endpoint(),
                                .master = servers().master().endpoint(),
                                .replica = servers().replica().endpoint()},
                               test::sharedServer().createSchema("breaker"), {notes::schema()}, limits);
    patient.createContext(kContext);
    servers().waitForReplica();
    makeReplicaLag();
    notes::put(patient.database(), kContext, 1);
    const auto missed = [&] {
        for (const auto& server : patient.clusters().status())
            if (!server.master) return server.counters.gateMissed;
        return std::uint64_t{0};
    };
    for (int i = 0; i < 10; ++i) EXPECT_EQ(notes::count(patient.database(), kContext), 1);
    EXPECT_EQ(missed(), 3U);

    // The other installation probes every 50 ms.
    notes::put(database(), kContext, 1);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(notes::count(database(), kContext), 1);
    servers().startReplicaSql();
    const std::uint64_t before = replicaCounters().reads;
    EXPECT_TRUE(test::eventually(10s, [&] {
        EXPECT_EQ(notes::count(database(), kContext), 1);
        return replicaCounters().reads > before;
    }));
}

TEST_F(GateTest, AContextThatTheReplicaHasNotSeenYetIsReadOnTheMaster) {
    makeReplicaLag();
    const ContextId young{8};
    const CommitToken token = installation().createContext(young);
    EXPECT_EQ(notes::count(database(), young), 0);
    EXPECT_EQ(database().read(young, Freshness::eventual()).seq(), token.seq);
}

TEST_F(GateTest, ASchemaThatTheReplicaHasNotSeenYetCountsAsBehind) {
    makeReplicaLag();
    test::Installation young({.config = test::sharedServer().endpoint(),
                              .master = servers().master().endpoint(),
                              .replica = servers().replica().endpoint()},
                             test::sharedServer().createSchema("young"), {notes::schema()}, quickLimits());
    young.createContext(kContext);
    notes::put(young.database(), kContext, 1);
    EXPECT_EQ(notes::count(young.database(), kContext), 1);
}

TEST_F(GateTest, ATokenFromBeforeAPromotionProvesNothingAndTheMasterIsAsked) {
    CommitToken token = notes::put(database(), kContext, 1, "old");
    servers().waitForReplica();
    makeReplicaLag();
    notes::put(database(), kContext, 1, "new");
    EXPECT_EQ(textOf(Freshness::atLeast(token)), "old");  // at least: the replica proves it
    --token.term;
    EXPECT_EQ(textOf(Freshness::atLeast(token)), "new");
}

TEST_F(GateTest, AKilledReplicaCostsNoReadAndIsUsedAgainWhenItIsBack) {
    makeDurable();
    notes::put(database(), kContext, 1);
    servers().waitForReplica();
    EXPECT_EQ(notes::count(database(), kContext), 1);
    servers().replica().kill();
    for (int i = 0; i < 20; ++i) EXPECT_EQ(notes::count(database(), kContext), 1);
    servers().replica().restart();
    servers().replica().execute("START SLAVE");
    const std::uint64_t before = replicaCounters().reads;
    EXPECT_TRUE(test::eventually(20s, [&] {
        database().refresh();  // what the housekeeper does every second
        EXPECT_EQ(notes::count(database(), kContext), 1);
        return replicaCounters().reads > before;
    }));
}

TEST_F(GateTest, WithoutAMasterReadsGoOnAndSayThatTheyProveNothing) {
    const CommitToken token = notes::put(database(), kContext, 1, "last");
    servers().waitForReplica();
    servers().master().kill();
    auto proven = database().read(kContext, Freshness::atLeast(token));
    EXPECT_FALSE(proven.unproven());  // the replica has that state
    auto strict = database().read(kContext, Freshness::strict());
    EXPECT_TRUE(strict.unproven());
    EXPECT_EQ(notes::count(strict), 1);

    const dbpool::AdmissionStatement admission{"note.admit", "n.text",
                                               "LEFT JOIN note n ON n.cid = c.cid AND n.id = ?"};
    const dbpool::Admission admitted = database().admit(kContext, admission, {1});
    EXPECT_TRUE(admitted.unproven);
    EXPECT_EQ(admitted.row.text(1), "last");
    EXPECT_EQ(admitted.state.seq, token.seq);
}

TEST_F(GateTest, WithoutAMasterARequestCountsWhatItReadUnproven) {
    const CommitToken token = notes::put(database(), kContext, 1, "last");
    servers().waitForReplica();
    dbpool::RequestCounters counters;
    const dbpool::CountingScope scope(counters);
    EXPECT_EQ(notes::count(database(), kContext), 1);
    EXPECT_FALSE(database().admit(kContext, {"note.admit", "1", ""}, {}).unproven);
    EXPECT_EQ(counters.unprovenReads, 0U);
    servers().master().kill();
    EXPECT_EQ(notes::count(database(), kContext, Freshness::atLeast(token)), 1);
    EXPECT_EQ(counters.unprovenReads, 0U) << "the replica has that state";
    EXPECT_EQ(notes::count(database(), kContext), 1);
    EXPECT_EQ(counters.unprovenReads, 1U);
    EXPECT_TRUE(database().admit(kContext, {"note.admit", "1", ""}, {}).unproven);
    EXPECT_EQ(counters.unprovenReads, 2U);
}

TEST_F(GateTest, WithoutAMasterAWriteWaitsItsTimeAndIsUnavailable) {
    servers().master().kill();
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(notes::codeOf([&] { notes::put(database(), kContext, 1); }), ErrorCode::Unavailable);
    EXPECT_EQ(notes::codeOf([&] { database().writeUnsynced(kContext, [](dbpool::UnsyncedTransaction&) {}); }),
              ErrorCode::Unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

TEST_F(GateTest, MoreWritersThanMayWaitAreRefusedAtOnce) {
    dbpool::RoutingLimits limits;
    limits.writeWait = 60s;
    limits.group.waitingWriters = 0;
    test::Installation crowded({.config = test::sharedServer().endpoint(),
                                .master = servers().master().endpoint(),
                                .replica = servers().replica().endpoint()},
                               test::sharedServer().createSchema("crowded"), {notes::schema()}, limits);
    crowded.createContext(kContext);
    servers().master().kill();
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(notes::codeOf([&] { notes::put(crowded.database(), kContext, 1); }), ErrorCode::Unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 10s);
}

TEST_F(GateTest, AWriteThatWaitsForTheMasterIsDoneWhenItIsBack) {
    dbpool::RoutingLimits limits;
    limits.writeWait = 60s;
    test::Installation patient({.config = test::sharedServer().endpoint(),
                                .master = servers().master().endpoint(),
                                .replica = servers().replica().endpoint()},
                               test::sharedServer().createSchema("patient"), {notes::schema()}, limits);
    makeDurable();
    patient.createContext(kContext);
    servers().master().kill();
    auto written = std::async(std::launch::async, [&] { return notes::put(patient.database(), kContext, 1); });
    servers().master().restart();
    EXPECT_GT(written.get().seq.value, 0);
    EXPECT_EQ(notes::count(patient.database(), kContext), 1);
}

TEST_F(GateTest, AMasterThatWasDemotedTakesNoWritesAndProvesNothing) {
    const CommitToken token = notes::put(database(), kContext, 1, "last");
    servers().waitForReplica();
    servers().master().execute("SET GLOBAL read_only = ON");
    EXPECT_EQ(notes::codeOf([&] { notes::put(database(), kContext, 1); }), ErrorCode::Unavailable);
    EXPECT_EQ(notes::codeOf([&] { database().writeUnsynced(kContext, [](dbpool::UnsyncedTransaction&) {}); }),
              ErrorCode::Unavailable);
    EXPECT_EQ(notes::codeOf([&] { installation().createContext(ContextId{8}); }), ErrorCode::Unavailable);
    EXPECT_TRUE(database().read(kContext, Freshness::strict()).unproven());
    EXPECT_FALSE(database().read(kContext, Freshness::atLeast(token)).unproven());
    EXPECT_TRUE(database().admit(kContext, {"note.admit", "1", ""}, {}).unproven);

    servers().master().execute("SET GLOBAL read_only = OFF");
    notes::put(database(), kContext, 2);
    EXPECT_FALSE(database().read(kContext, Freshness::strict()).unproven());
    EXPECT_EQ(notes::count(database(), kContext), 2);
}

TEST_F(GateTest, WithAllServersGoneReadsAreUnavailable) {
    servers().master().kill();
    servers().replica().kill();
    EXPECT_EQ(notes::codeOf([&] { notes::count(database(), kContext); }), ErrorCode::Unavailable);
}

class LongGateTest : public GateTest {
protected:
    static dbpool::RoutingLimits longWait() {
        dbpool::RoutingLimits limits;
        limits.gateWait = 20s;
        return limits;
    }
    LongGateTest() : GateTest(longWait()) {}
};

TEST_F(LongGateTest, AReplicaThatArrivesDuringTheWaitAnswers) {
    servers().stopReplicaSql();
    const CommitToken token = notes::put(database(), kContext, 1, "new");
    dbpool::RequestCounters counters;
    auto read = std::async(std::launch::async, [&] {
        const dbpool::CountingScope scope(counters);
        return textOf(Freshness::atLeast(token));
    });
    ASSERT_TRUE(test::eventually(10s, [&] {
        return servers().replica().value(
                   "SELECT COUNT(*) FROM information_schema.PROCESSLIST"
                   " WHERE INFO LIKE '%MASTER_GTID_WAIT%' AND INFO NOT LIKE '%PROCESSLIST%'") != "0";
    }));
    servers().startReplicaSql();
    EXPECT_EQ(read.get(), "new");
    EXPECT_EQ(counters.gateWaits, 1U);
    EXPECT_EQ(counters.replicaReads, 1U);
    EXPECT_EQ(counters.masterReads, 0U);
    EXPECT_EQ(replicaCounters().gateWaited, 1U);
}

}  // namespace
