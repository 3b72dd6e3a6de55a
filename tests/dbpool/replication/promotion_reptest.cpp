#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"
#include "tests/dbpool/replication/trio.h"

#include <atomic>
#include <thread>

namespace {

using namespace std::chrono_literals;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

class PromotionTest : public test::TrioTest {};

TEST_F(PromotionTest, ASwitchoverMovesTheMasterAndTheOldOneFollows) {
    makeStrict();
    insert(a_, 1);
    const auto done = promote("b");
    EXPECT_EQ(done.master, "b");
    EXPECT_TRUE(done.warnings.empty()) << done.warnings.front();
    expectMaster(b_, 2, {&a_, &c_});
    EXPECT_EQ(rows(b_), "2");
    const auto semiSync = report(b_).semiSync;
    EXPECT_TRUE(semiSync.masterEnabled);
    EXPECT_TRUE(semiSync.waitsBeforeCommit);
    EXPECT_EQ(semiSync.timeout, 1h);
    EXPECT_EQ(semiSync.acknowledging, 2);
    EXPECT_FALSE(report(a_).semiSync.masterEnabled);

    request_.registeredMaster = "b";
    EXPECT_EQ(promote("a").master, "a");  // and back
    expectMaster(a_, 3, {&b_, &c_});
}

TEST_F(PromotionTest, ASwitchoverUnderWritesLosesNone) {
    makeStrict();
    std::atomic<bool> ending{false};
    std::atomic<int> acknowledged{0};
    std::jthread writer([&] {
        auto endpoint = a_.endpoint();
        for (int id = 1; !ending; ++id) {
            try {
                dbpool::Connection connection(endpoint, {});
                for (; !ending; ++id) {
                    connection.execute("INSERT INTO work.t VALUES (?)", {id});
                    acknowledged = id;
                }
            } catch (const dbpool::DbError&) {
                return;  // closed
            }
        }
    });
    ASSERT_TRUE(test::eventually(20s, [&] { return acknowledged > 50; }));
    EXPECT_EQ(promote("b").master, "b");
    ending = true;
    writer.join();
    EXPECT_EQ(b_.value("SELECT COUNT(*) FROM work.t WHERE id <= " + std::to_string(acknowledged)),
              std::to_string(acknowledged));
    expectMaster(b_, 2, {&a_, &c_});
}

TEST_F(PromotionTest, ASwitchoverDoesNotWaitForWritersThatWaitForEachOther) {
    makeStrict();
    insert(a_, 1);
    dbpool::Connection holder(a_.endpoint(),
                              {});  // could only go on by a write, which a server that is being closed holds up
    holder.command("START TRANSACTION");
    holder.execute("UPDATE work.t SET id = 2 WHERE id = 1");
    std::jthread waiter([&] {
        dbpool::Connection connection(a_.endpoint(), {});
        EXPECT_THROW(connection.execute("UPDATE work.t SET id = 3 WHERE id = 1"), dbpool::DbError);
    });
    ASSERT_TRUE(test::eventually(10s, [&] {
        return a_.value(
                   "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE state = 'Updating'"
                   " AND info LIKE 'UPDATE work.t SET id = 3%'") == "1";
    }));
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(promote("b").master, "b");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);  // the waiter would wait for 50 s
    EXPECT_EQ(b_.value("SELECT GROUP_CONCAT(id) FROM work.t"), "1");
}

TEST_F(PromotionTest, AMasterKilledUnderWritesLosesNoAcknowledgedOne) {
    makeStrict();
    std::atomic<int> acknowledged{0};
    std::vector<std::jthread> writers;
    constexpr int kWriters = 4;
    std::array<std::atomic<int>, kWriters> done{};
    for (int w = 0; w < kWriters; ++w) {
        writers.emplace_back([&, w] {
            try {
                dbpool::Connection connection(a_.endpoint(), {});
                for (int id = 1;; ++id) {
                    connection.execute("INSERT INTO work.t VALUES (?)", {w * 1'000'000 + id});
                    done.at(static_cast<std::size_t>(w)) = id;
                    ++acknowledged;
                }
            } catch (const dbpool::DbError&) {
            }
        });
    }
    ASSERT_TRUE(test::eventually(30s, [&] { return acknowledged > 300; }));
    a_.kill();
    writers.clear();
    const auto outcome = promote();
    auto& master = outcome.master == "b" ? b_ : c_;
    auto& other = outcome.master == "b" ? c_ : b_;
    ASSERT_EQ(outcome.warnings.size(), 1U);
    EXPECT_EQ(outcome.warnings[0], "a does not answer and must rejoin: promotedatabase --rejoin a");
    for (int w = 0; w < kWriters; ++w) {
        const int last = done.at(static_cast<std::size_t>(w));
        EXPECT_EQ(master.value("SELECT COUNT(*) FROM work.t WHERE id > " + std::to_string(w * 1'000'000) +
                               " AND id <= " + std::to_string(w * 1'000'000 + last)),
                  std::to_string(last));
    }
    expectMaster(master, 2, {&other});
}

TEST_F(PromotionTest, TheLeaseIsAwaitedUnlessTheOldMasterIsSurelyDead) {
    a_.kill();
    auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(promote().master, "b");
    EXPECT_GE(std::chrono::steady_clock::now() - start, limits_.lease);
    EXPECT_TRUE(has(progress(), "waiting until no node believes in the old master")) << progress();

    request_.registeredMaster = "b";
    request_.oldMasterIsDead = true;
    b_.kill();
    start = std::chrono::steady_clock::now();
    EXPECT_EQ(promote().master, "c");
    EXPECT_LT(std::chrono::steady_clock::now() - start, limits_.lease);
    EXPECT_EQ(report(c_).cluster.term, 3);
}

TEST_F(PromotionTest, WhatIsReceivedButNotAppliedIsAppliedFirst) {
    makeStrict();
    // The table is locked on b, so that its applier hangs; c receives nothing of it and only b acknowledges.
    c_.execute("STOP SLAVE IO_THREAD");
    dbpool::Connection blocker(b_.administrator(), {});
    blocker.command("LOCK TABLES work.t WRITE");
    for (int id = 1; id <= 20; ++id) insert(a_, id);
    a_.kill();
    EXPECT_EQ(blocker.queryText("SELECT COUNT(*) FROM work.t").count(), 1U);

    std::atomic<bool> promoted{false};
    std::jthread operatorThread([&] {
        EXPECT_EQ(promote().master, "b");
        promoted = true;
    });
    ASSERT_TRUE(test::eventually(20s, [&] {
        return report(c_).cluster.term == 1 && !report(b_).replicas.empty() &&
               report(b_).replicas[0].receiver == dbpool::ReceiverState::Stopped;
    }));
    // Longer than the nodes' lease: it is the relay log that is waited for.
    EXPECT_FALSE(test::eventually(limits_.lease + 1s, [&] { return promoted.load() || !report(b_).readOnly; }));
    blocker.command("UNLOCK TABLES");
    operatorThread.join();
    EXPECT_EQ(rows(b_), "20");
    expectMaster(b_, 2, {&c_});
}

TEST_F(PromotionTest, ABestReplicaThatDoesNotApplyIsRefused) {
    makeStrict();
    c_.execute("STOP SLAVE IO_THREAD");
    b_.execute("STOP SLAVE SQL_THREAD");
    insert(a_, 1);
    a_.kill();
    EXPECT_TRUE(has(refusal(), "SQL thread of b does not run")) << refusal();
    EXPECT_TRUE(has(refusal("c"), "c lacks 1 transactions that b received")) << refusal("c");
    EXPECT_TRUE(report(b_).readOnly);
    EXPECT_TRUE(report(c_).readOnly);
    b_.execute("START SLAVE SQL_THREAD");
    EXPECT_EQ(promote().master, "b");
    EXPECT_EQ(rows(b_), "1");
}

TEST_F(PromotionTest, AnApplierThatFailsDuringTheDrainEndsIt) {
    makeStrict();
    c_.execute("STOP SLAVE IO_THREAD");
    {
        // Somebody repaired something there by hand: number 2 fails later.
        dbpool::Connection meddler(b_.administrator(), {});
        meddler.command("SET sql_log_bin = OFF");
        meddler.command("INSERT INTO work.t VALUES (2)");
    }
    dbpool::Connection blocker(b_.administrator(), {});
    blocker.command("LOCK TABLES work.t WRITE");
    insert(a_, 1);
    insert(a_, 2);
    a_.kill();
    std::string said;
    std::jthread operatorThread([&] { said = refusal("b"); });
    ASSERT_TRUE(
        test::eventually(20s, [&] { return report(b_).replicas.at(0).receiver == dbpool::ReceiverState::Stopped; }));
    blocker.command("UNLOCK TABLES");
    operatorThread.join();
    EXPECT_TRUE(has(said, "stopped with error")) << said;
    EXPECT_TRUE(report(b_).readOnly);
    EXPECT_EQ(report(b_).cluster.term, 1);
    // Its relay log may be all that is left of an acknowledged commit: nothing is started that would drop it.
    const auto stopped = report(b_);
    EXPECT_EQ(stopped.replicas.at(0).receiver, dbpool::ReceiverState::Stopped);
    EXPECT_EQ(stopped.applied().distanceTo(stopped.received()), 1);
    EXPECT_TRUE(has(refusal("b"), "Start no replica thread there"));
}

TEST_F(PromotionTest, OneOfThreeIsNotEnough) {
    makeStrict();
    insert(a_, 1);
    a_.kill();
    c_.suspend();
    const auto said = refusal();
    EXPECT_TRUE(has(said, "only 1 of 3 servers answer (missing: a, c)")) << said;
    EXPECT_TRUE(report(b_).readOnly);
    EXPECT_NE(report(b_).replicas.at(0).receiver, dbpool::ReceiverState::Stopped);
    c_.resume();
    const bool b = promote().master == "b";  // or c, if its acknowledgement came first
    expectMaster(b ? b_ : c_, 2, {b ? &c_ : &b_});
}

TEST_F(PromotionTest, OneOfThreeIsTakenIfTheOthersAreSaidToBeDead) {
    insert(a_, 1);
    waitFor(b_, a_);
    a_.kill();
    c_.kill();
    request_.oldMasterIsDead = true;
    const auto done = promote();
    EXPECT_EQ(done.master, "b");
    EXPECT_EQ(done.warnings.size(), 4U);  // both must rejoin, commits may be lost, nobody acknowledges
    expectMaster(b_, 2, {});
}

TEST_F(PromotionTest, AMasterThatAnswersIsNotDead) {
    request_.oldMasterIsDead = true;
    EXPECT_TRUE(has(refusal("b"), "a answers and is the master"));
    EXPECT_FALSE(report(a_).readOnly);
}

TEST_F(PromotionTest, AReplicaThatDoesNotReceiveIsNotSwitchedTo) {
    b_.execute("STOP SLAVE IO_THREAD");
    insert(a_, 1);
    EXPECT_TRUE(has(refusal("b"), "b does not receive from a"));
    EXPECT_FALSE(report(a_).readOnly);
}

TEST_F(PromotionTest, ASwitchoverThatCannotCatchUpLeavesTheMasterOpen) {
    limits_.catchUp = 1s;
    dbpool::Connection blocker(b_.administrator(), {});
    blocker.command("LOCK TABLES work.t WRITE");
    insert(a_, 1);
    EXPECT_TRUE(has(refusal("b"), "did not get to")) << progress();
    EXPECT_FALSE(report(a_).readOnly);
    insert(a_, 2);
}

TEST_F(PromotionTest, AServerAheadInTimeIsRefused) {
    request_.target = "b";
    request_.now = std::chrono::system_clock::now() - 2min;
    const auto views =
        dbpool::survey({{"a", a_.administrator()}, {"b", b_.administrator()}, {"c", c_.administrator()}}, "main_0", {});
    try {
        (void)dbpool::planPromotion(views, request_);
        FAIL();
    } catch (const groupware::Error& error) {
        EXPECT_TRUE(has(error.what(), "the clock of b is more than a minute ahead")) << error.what();
    }
}

TEST_F(PromotionTest, AnInterruptedSwitchoverIsFinishedByRepeatingIt) {
    makeStrict();
    insert(a_, 1);
    // As a daemon leaves it that died after the candidate was detached.
    a_.execute("SET GLOBAL read_only = ON");
    waitFor(b_, a_);
    b_.execute("STOP SLAVE");
    b_.execute("RESET SLAVE ALL");
    EXPECT_EQ(promote().master, "b");
    expectMaster(b_, 2, {&a_, &c_});
}

TEST_F(PromotionTest, APromotionDoneByHandIsFinishedAndRegistered) {
    a_.kill();
    b_.execute("STOP SLAVE");
    b_.execute("RESET SLAVE ALL");
    b_.execute("UPDATE main_0.cluster_state SET term = 2, master_server_id = @@server_id");
    b_.execute("SET GLOBAL read_only = OFF");
    EXPECT_EQ(promote().master, "b");
    expectMaster(b_, 2, {&c_});
    EXPECT_EQ(promote("b").master, "b");  // again: nothing to do
    EXPECT_EQ(report(b_).cluster.term, 2);
}

TEST_F(PromotionTest, AnotherPromotionThatRunsIsNotDisturbed) {
    dbpool::Connection other(c_.administrator(), {});
    ASSERT_TRUE(dbpool::ServerSteps(other).lock());
    EXPECT_TRUE(has(refusal("b"), "another promotion of this cluster is running; it holds c"));
    EXPECT_FALSE(report(a_).readOnly);
}

TEST_F(PromotionTest, ThePreviewTouchesNothing) {
    request_.target = "b";
    const auto preview = promotion().preview();
    EXPECT_TRUE(preview.allowed);
    EXPECT_EQ(preview.master, "b");
    std::string text;
    for (const auto& line : preview.lines) text += line + "\n";
    EXPECT_TRUE(has(text, "SET GLOBAL read_only = OFF;")) << text;
    EXPECT_TRUE(has(text, "MASTER_DEMOTE_TO_SLAVE = 1")) << text;
    EXPECT_FALSE(has(text, std::string(test::kReplicationPassword))) << text;
    EXPECT_FALSE(report(a_).readOnly);
    EXPECT_TRUE(report(b_).follows());
}

TEST_F(PromotionTest, AnAccountThatMayNotIsRefusedBeforeAnythingChanges) {
    request_.target = "b";
    request_.now = std::chrono::system_clock::now();
    dbpool::Promotion weak({{"a", a_.endpoint()}, {"b", b_.endpoint()}, {"c", c_.endpoint()}}, "main_0", request_,
                           limits_, [](const std::string&) {});
    EXPECT_FALSE(weak.preview().allowed);
    EXPECT_THROW((void)weak.run(), groupware::Error);
    EXPECT_FALSE(report(a_).readOnly);
}

TEST_F(PromotionTest, TheOldMasterRejoins) {
    makeStrict();
    insert(a_, 1);
    waitFor(b_, a_);
    a_.kill();
    EXPECT_EQ(promote("b").master, "b");
    insert(b_, 2);
    a_.restart();
    EXPECT_TRUE(report(a_).claimsMaster());  // of a term that is over
    EXPECT_EQ(promotion().rejoin("a").master, "b");
    expectMaster(b_, 2, {&a_, &c_});
    EXPECT_EQ(promotion().rejoin("a").master, "b");  // again: nothing to do
}

TEST_F(PromotionTest, AnOldMasterWithCommitsThatNobodyHasMayNotRejoin) {
    for (auto* const server : {&b_, &c_}) server->execute("STOP SLAVE IO_THREAD");
    insert(a_, 1);  // nobody receives it
    a_.kill();
    EXPECT_EQ(promote().master, "b");
    for (int id = 10; id < 20; ++id) insert(b_, id);
    a_.restart();
    try {
        (void)promotion().rejoin("a");
        FAIL() << "it rejoined";
    } catch (const groupware::Error& error) {
        EXPECT_TRUE(has(error.what(), "a has transactions that b lacks (0-1-")) << error.what();
        EXPECT_TRUE(has(error.what(), "--init-rpl-role=SLAVE")) << error.what();
    }
    EXPECT_TRUE(report(a_).readOnly);  // it takes no writes any more
}

}  // namespace
