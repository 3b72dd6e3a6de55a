#include "dbpool/routing/request_counters.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"
#include "tests/support/mariadb_server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <stdexcept>
#include <string>

namespace {

using namespace std::chrono_literals;

using dbpool::UnsyncedTransaction;
using dbpool::WriteTransaction;
using groupware::ContextId;
using groupware::ErrorCode;
using groupware::Freshness;

using Clock = std::chrono::steady_clock;

constexpr ContextId kContext{7};
constexpr dbpool::UnsyncedStatement kTouch{"note.touch",
                                           "INSERT INTO note_touch (cid, touched) VALUES (?, 1) ON DUPLICATE KEY UPDATE"
                                           " touched = touched + 1"};

/// Three seconds for everything before the last statement, which has three seconds for its answer; many attempts.
dbpool::RoutingLimits with(std::chrono::seconds writeTime) {
    dbpool::RoutingLimits limits;
    limits.writeTime = writeTime;
    limits.writeAttempts = 100;
    limits.transaction.lockWait = 1s;
    limits.transaction.idle = 4s;
    return limits;
}
constexpr auto kMuchLonger = 20s;

class WriteTimeTest : public testing::Test {
protected:
    WriteTimeTest() {
        installation_.createContext(kContext);
        other_.use(installation_.location().schema);
        database().writeUnsynced(kContext, [](UnsyncedTransaction& tx) { tx.execute(kTouch); });
    }

    dbpool::ContextDatabase& database() { return installation_.database(); }
    void put(std::int64_t note) { notes::put(database(), kContext, note); }
    void touch() {
        database().writeUnsynced(kContext, [](UnsyncedTransaction& tx) { tx.execute(kTouch); });
    }
    std::int64_t count() { return notes::count(database(), kContext); }
    /// Another session holds the row that every writer of the context takes first.
    void holdContext() {
        other_.command("START TRANSACTION");
        other_.execute("UPDATE ctx_state SET min_seq = min_seq WHERE cid = ?", {kContext.value});
    }
    void release() { other_.command("ROLLBACK"); }

    dbpool::Endpoint server_ = test::sharedServer().endpoint();
    test::Installation installation_{
        {.config = server_, .master = server_, .replica = std::nullopt, .connection = {.readTimeout = 3s}},
        test::sharedServer().createSchema("timed"),
        {notes::schema()},
        with(6s)};
    /// The same with more time.
    dbpool::ContextDatabase patient_{installation_.config(), installation_.clusters(), with(25s)};
    dbpool::Connection other_{server_, {.readTimeout = 60s}};
};

TEST_F(WriteTimeTest, AWriteThatLosesEveryAttemptEndsInItsTime) {
    dbpool::RequestCounters counters;
    const dbpool::CountingScope counting(counters);
    holdContext();
    const auto start = Clock::now();
    EXPECT_EQ(notes::codeOf([&] { put(1); }), ErrorCode::Unavailable);
    EXPECT_LT(Clock::now() - start, kMuchLonger);
    EXPECT_FALSE(counters.outcomeUnknown) << "nothing was sent that may be there";
    release();
    EXPECT_EQ(count(), 0);
}

TEST_F(WriteTimeTest, SoDoesOneOfRowsThatNoClientSyncs) {
    other_.command("START TRANSACTION");
    other_.execute("UPDATE note_touch SET touched = 0 WHERE cid = ?", {kContext.value});
    const auto start = Clock::now();
    EXPECT_EQ(notes::codeOf([&] { touch(); }), ErrorCode::Unavailable);
    EXPECT_LT(Clock::now() - start, kMuchLonger);
}

TEST_F(WriteTimeTest, TheWritesOfARequestShareItsTime) {
    holdContext();
    {
        dbpool::RequestCounters counters;
        const dbpool::CountingScope counting(counters);
        EXPECT_EQ(notes::codeOf([&] { put(1); }), ErrorCode::Unavailable);
        EXPECT_GT(counters.waited, 1s);
        release();
        EXPECT_EQ(notes::codeOf([&] { put(1); }), ErrorCode::Unavailable) << "it has waited enough";
        EXPECT_EQ(notes::codeOf([&] { touch(); }), ErrorCode::Unavailable);
    }
    put(1);
    EXPECT_EQ(count(), 1);
}

TEST_F(WriteTimeTest, WhatARequestHasWaitedBeforeItRanCounts) {
    dbpool::RequestCounters counters;
    const dbpool::CountingScope counting(counters);
    counters.waited = 4s;
    EXPECT_EQ(notes::codeOf([&] { put(1); }), ErrorCode::Unavailable) << "two seconds would not do for an answer";
    counters.waited = 1s;
    put(1);
    for (std::int64_t note = 2; note < 20; ++note) put(note);
    EXPECT_EQ(counters.waited, 1s) << "work is no waiting";
}

TEST_F(WriteTimeTest, ACommitThatMightBeCutOffIsNotSent) {
    dbpool::RequestCounters counters;
    const dbpool::CountingScope counting(counters);
    const auto giveUp = Clock::now() + kMuchLonger;
    EXPECT_EQ(notes::codeOf([&] {
                  database().write(kContext, [&](WriteTransaction& tx) {
                      tx.execute(notes::kInsert, {1, "text"});
                      tx.record(notes::changed(1));
                      while (Clock::now() < giveUp) tx.execute(notes::kRewrite, {1, "text"});
                  });
              }),
              ErrorCode::Unavailable);
    EXPECT_LT(Clock::now(), giveUp);
    EXPECT_FALSE(counters.outcomeUnknown);
    EXPECT_EQ(count(), 0);
}

TEST_F(WriteTimeTest, AWriterThatStopsHoldsItsContextNoLongerThanItMayIdle) {
    std::promise<void> stopped;
    std::promise<void> goOn;
    int runs = 0;
    auto hanging = std::async(std::launch::async, [&] {
        patient_.write(kContext, [&](WriteTransaction& tx) {
            if (++runs == 1) {
                stopped.set_value();
                goOn.get_future().wait();
            }
            tx.execute(notes::kInsert, {1, "late"});
            tx.record(notes::changed(1));
        });
    });
    stopped.get_future().wait();
    EXPECT_NO_THROW(notes::put(patient_, kContext, 2));
    EXPECT_EQ(count(), 1) << "the first writer stands still all the time";
    goOn.set_value();
    hanging.get();
    EXPECT_EQ(runs, 2) << "the database has ended its transaction, and it began again";
    EXPECT_EQ(count(), 2);
}

TEST_F(WriteTimeTest, SoDoesATransactionThatHasOnlyLocked) {
    dbpool::Pool pool(server_, {}, {});
    dbpool::ServerTransaction hanging(pool.acquire(dbpool::Purpose::Write), installation_.location().schema);
    hanging.beginWrite({.lockWait = 1s, .idle = 1s});
    const dbpool::Value context[] = {kContext.value};
    EXPECT_TRUE(hanging.query("SELECT epoch FROM ctx_state WHERE cid = ? FOR UPDATE", context).next());
    notes::put(patient_, kContext, 1);
    EXPECT_EQ(count(), 1);
}

TEST_F(WriteTimeTest, AClosureWaitsForNoOtherConnection) {
    EXPECT_THROW(database().write(kContext,
                                  [&](WriteTransaction& tx) {
                                      tx.execute(notes::kInsert, {1, "text"});
                                      tx.record(notes::changed(count()));
                                  }),
                 std::logic_error);
    EXPECT_THROW(database().writeUnsynced(kContext,
                                          [&](UnsyncedTransaction& tx) {
                                              tx.execute(kTouch);
                                              put(1);
                                          }),
                 std::logic_error);
    EXPECT_EQ(count(), 0);
}

/// What a transaction's connection is set to.
struct SessionSettings {
    std::string connection;
    std::int64_t lockWait = 0;
    std::int64_t idleWrite = 0;
    std::int64_t idle = 0;
    bool snapshotIsolation = false;
};

constexpr std::string_view kSettingsOf =
    "SELECT CONNECTION_ID(), @@innodb_lock_wait_timeout, @@idle_write_transaction_timeout, @@idle_transaction_timeout,"
    " @@innodb_snapshot_isolation FROM ctx_state WHERE cid = ?";
constexpr dbpool::ReadStatement kReadSettings{"test.settings", kSettingsOf};
constexpr dbpool::UnsyncedStatement kUnsyncedSettings{"test.unsynced_settings", kSettingsOf};

SessionSettings settingsIn(dbpool::Rows rows) {
    if (!rows.next()) throw std::runtime_error("no such context");
    return {.connection = std::to_string(rows.integer(1)),
            .lockWait = rows.integer(2),
            .idleWrite = rows.integer(3),
            .idle = rows.integer(4),
            .snapshotIsolation = rows.flag(5)};
}

/// Of the open transaction of a connection, as the server tells others; it answers with the same list until nobody has
/// asked for a tenth of a second.
std::string isolationOf(const SessionSettings& settings) {
    (void)test::sharedServer().value("SELECT SLEEP(0.2)");
    return test::sharedServer().value(
        "SELECT trx_isolation_level FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id = " +
        settings.connection);
}

SessionSettings settingsOfAWrite(dbpool::ContextDatabase& database) {
    SessionSettings settings;
    database.write(kContext, [&](WriteTransaction& tx) {
        settings = settingsIn(tx.query(kReadSettings));
        EXPECT_EQ(isolationOf(settings), "REPEATABLE READ");
    });
    return settings;
}

TEST_F(WriteTimeTest, ATransactionsConnectionIsSetAsTheOptionsSay) {
    const SessionSettings write = settingsOfAWrite(database());
    EXPECT_EQ(write.lockWait, 1);
    EXPECT_EQ(write.idleWrite, 4);
    EXPECT_EQ(write.idle, 4);
    EXPECT_TRUE(write.snapshotIsolation);

    SessionSettings unsynced;
    database().writeUnsynced(kContext, [&](UnsyncedTransaction& tx) {
        tx.execute(kTouch);
        unsynced = settingsIn(tx.query(kUnsyncedSettings));
        EXPECT_EQ(isolationOf(unsynced), "READ COMMITTED");
    });
    EXPECT_EQ(unsynced.connection, write.connection);
    EXPECT_EQ(unsynced.lockWait, 1);
    EXPECT_EQ(unsynced.idleWrite, 4);
    EXPECT_EQ(unsynced.idle, 4);
}

TEST_F(WriteTimeTest, SettingsOfATransactionStayWithIt) {
    database().writeUnsynced(kContext, [](UnsyncedTransaction& tx) { tx.execute(kTouch); });
    const SessionSettings first = settingsOfAWrite(database());  // after one that is READ COMMITTED

    dbpool::RoutingLimits others = with(6s);
    others.transaction = {.lockWait = 2s, .idle = 5s};
    dbpool::ContextDatabase patient(installation_.config(), installation_.clusters(), others);
    const SessionSettings next = settingsOfAWrite(patient);
    EXPECT_EQ(next.connection, first.connection);
    EXPECT_EQ(next.lockWait, 2);
    EXPECT_EQ(next.idleWrite, 5);
    EXPECT_EQ(next.idle, 5);

    auto session = database().read(kContext, Freshness::strict());
    const SessionSettings read = settingsIn(session.query(kReadSettings));
    EXPECT_NE(read.connection, first.connection);
    EXPECT_EQ(read.idleWrite, 0);
    EXPECT_EQ(read.idle, 0);
    EXPECT_TRUE(read.snapshotIsolation);
}

}  // namespace
