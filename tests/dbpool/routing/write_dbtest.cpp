#include "dbpool/driver/db_error.h"
#include "dbpool/routing/request_counters.h"
#include "groupware/base/error.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <thread>

namespace {

using dbpool::ReadStatement;
using dbpool::WriteStatement;
using dbpool::WriteTransaction;
using groupware::CommitToken;
using groupware::ContextId;
using groupware::Error;
using groupware::ErrorCode;
using groupware::Freshness;
using notes::codeOf;
using notes::kInsert;
using notes::kInsertLine;
using notes::kRemove;
using notes::kRemoveSome;
using notes::kSome;

constexpr ReadStatement kChanges{
    "note.changes",
    "SELECT seq, ordinal, prev, op_id IS NULL, object FROM ctx_change WHERE cid = ? ORDER BY seq, ordinal"};

class WriteTest : public test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr ContextId kOther{8};

    WriteTest() : DatabaseTest({notes::schema()}), created_(createContext(kContext)) {}

    CommitToken put(std::int64_t id, ContextId context = kContext) {
        return database().write(context, [&](WriteTransaction& tx) {
            tx.execute(kInsert, {id, "text"});
            tx.record({.kind = 1, .folder = 2, .object = id, .verb = 1});
        });
    }
    std::int64_t count(ContextId context = kContext) { return notes::count(database(), context); }

    CommitToken created_;
};

TEST_F(WriteTest, WhatWasWrittenIsReadAndTheSeqGrows) {
    const CommitToken first = put(1);
    const CommitToken second = put(2);
    EXPECT_GT(first.seq, created_.seq);
    EXPECT_GT(second.seq, first.seq);
    EXPECT_EQ(second.epoch, 1);
    EXPECT_EQ(second.term, 1);
    EXPECT_FALSE(second.gtid.empty());
    EXPECT_EQ(count(), 2);
}

TEST_F(WriteTest, ChangeRecordsNameTheirPredecessorAndTheFirstOneTheOperation) {
    const CommitToken token = database().write(kContext, [&](WriteTransaction& tx) {
        tx.execute(kInsert, {1, "a"});
        for (std::int64_t object = 1; object <= 131; ++object) tx.record({.kind = 1, .object = object, .verb = 1});
    });
    auto session = database().read(kContext, Freshness::strict());
    dbpool::Rows rows = session.query(kChanges);
    ASSERT_EQ(rows.count(), 132U);
    ASSERT_TRUE(rows.next());  // the context's creation
    EXPECT_EQ(rows.integer(1), created_.seq.value);
    for (std::int64_t ordinal = 0; ordinal < 131; ++ordinal) {
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(1), token.seq.value);
        EXPECT_EQ(rows.integer(2), ordinal);
        EXPECT_EQ(rows.integer(3), created_.seq.value);
        EXPECT_EQ(rows.flag(4), ordinal != 0);
        EXPECT_EQ(rows.integer(5), ordinal + 1);
    }
}

TEST_F(WriteTest, AWriteWithoutRecordIsABugAndLeavesNothing) {
    EXPECT_THROW(database().write(kContext,
                                  [](WriteTransaction& tx) {
                                      tx.execute(kInsert, {1, "a"});
                                  }),
                 std::logic_error);
    EXPECT_EQ(count(), 0);
}

TEST_F(WriteTest, ARequestKnowsTheNewestStateThatItWrote) {
    dbpool::RequestCounters counters;
    const dbpool::CountingScope scope(counters);
    static_cast<void>(database().write(kContext, [](WriteTransaction&) {}));
    EXPECT_FALSE(counters.committed.has_value()) << "nothing was written";
    notes::put(database(), kContext, 1);
    const CommitToken last = notes::put(database(), kContext, 2);
    ASSERT_TRUE(counters.committed.has_value());
    EXPECT_EQ(counters.committed->context, kContext);
    EXPECT_EQ(counters.committed->epoch, last.epoch);
    EXPECT_EQ(counters.committed->seq, last.seq);
    EXPECT_EQ(counters.committed->gtid, last.gtid);
    EXPECT_EQ(counters.writes, 2U);
}

TEST_F(WriteTest, AClosureThatChangesNothingLeavesTheSeq) {
    const CommitToken before = put(1);
    const CommitToken token =
        database().write(kContext, [](WriteTransaction& tx) { EXPECT_EQ(tx.execute(kRemove, {99}), 0); });
    EXPECT_EQ(token.seq, before.seq);
    EXPECT_EQ(database().read(kContext, Freshness::strict()).seq(), before.seq);
}

TEST_F(WriteTest, AnErrorOfTheClosureRollsBack) {
    EXPECT_EQ(codeOf([&] {
                  database().write(kContext, [](WriteTransaction& tx) {
                      tx.execute(kInsert, {1, "a"});
                      tx.record({.kind = 1});
                      throw Error(ErrorCode::PreconditionFailed, "etag");
                  });
              }),
              ErrorCode::PreconditionFailed);
    EXPECT_EQ(count(), 0);
    put(1);
    try {
        put(1);
        ADD_FAILURE() << "the second row with the same key was accepted";
    } catch (const dbpool::DbError& error) {
        EXPECT_EQ(error.kind(), dbpool::DbErrorKind::DuplicateKey);
    }
}

TEST_F(WriteTest, IdsGoUpFromTheFirstAndARollbackLeavesNoGap) {
    const auto next = [&](bool fail) {
        std::int64_t id = 0;
        try {
            database().write(kContext, [&](WriteTransaction& tx) {
                id = tx.nextId("note", 3);
                tx.record({.kind = 1, .object = id});
                if (fail) throw Error(ErrorCode::Conflict, "no");
            });
        } catch (const Error&) {
            EXPECT_TRUE(fail);
        }
        return id;
    };
    EXPECT_EQ(next(false), 3);
    EXPECT_EQ(next(true), 4);
    EXPECT_EQ(next(false), 4);
    EXPECT_EQ(next(false), 5);
}

TEST_F(WriteTest, AContextNeverSeesAnothersRows) {
    createContext(kOther);
    put(1);
    put(1, kOther);
    database().write(kOther, [](WriteTransaction& tx) {
        tx.execute(kRemove, {1});
        tx.record({.kind = 1, .object = 1, .verb = 3});
    });
    EXPECT_EQ(count(), 1);
    EXPECT_EQ(count(kOther), 0);
}

TEST_F(WriteTest, ListsBindAnyNumberOfValues) {
    for (std::int64_t id = 1; id <= 7; ++id) put(id);
    const std::vector<std::int64_t> odd{1, 3, 5, 7, 9};
    database().write(kContext, [&](WriteTransaction& tx) {
        EXPECT_EQ(tx.executeIn(kRemoveSome, {}, std::vector<std::int64_t>{3, 4}), 2);
        tx.record({.kind = 1});
        dbpool::Rows rows = tx.queryIn(kSome, {}, odd);
        std::vector<std::int64_t> found;
        while (rows.next()) found.push_back(rows.integer(1));
        EXPECT_EQ(found, (std::vector<std::int64_t>{1, 5, 7}));
    });
}

TEST_F(WriteTest, AnUnknownContextIsNotFound) {
    EXPECT_EQ(codeOf([&] { put(1, ContextId{99}); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { count(ContextId{99}); }), ErrorCode::NotFound);
}

TEST_F(WriteTest, ADisabledContextRefusesWritesUntilItIsEnabled) {
    const CommitToken disabled = database().setState(kContext, dbpool::ContextState::Disabled, {.kind = 7, .verb = 2});
    EXPECT_GT(disabled.seq, created_.seq);
    EXPECT_EQ(codeOf([&] { put(1); }), ErrorCode::Forbidden);
    EXPECT_EQ(count(), 0);  // an administrator still reads it
    database().setState(kContext, dbpool::ContextState::Active, {.kind = 7, .verb = 2});
    put(1);
    EXPECT_EQ(count(), 1);
}

TEST_F(WriteTest, AContextIsCreatedOnce) {
    EXPECT_EQ(codeOf([&] {
                  database().create(kContext, installation().location(),
                                    [](WriteTransaction& tx) { tx.record({.kind = 7}); });
              }),
              ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] {
                  database().create(ContextId{9}, {.cluster = 5, .schema = "cluster_absent_1", .epoch = 1},
                                    [](WriteTransaction& tx) { tx.record({.kind = 7}); });
              }),
              ErrorCode::Unavailable);
}

TEST_F(WriteTest, DropRemovesEveryRowOfOneContextAlsoBehindForeignKeys) {
    createContext(kOther);
    put(1, kOther);
    database().write(kContext, [](WriteTransaction& tx) {
        for (std::int64_t id = 1; id <= 1'500; ++id) tx.execute(kInsert, {id, "a"});
        tx.execute(kInsertLine, {1, 1});
        tx.record({.kind = 1});
        EXPECT_EQ(tx.nextId("note"), 1);
    });
    dbpool::ContextLocation elsewhere = installation().location();
    ++elsewhere.epoch;
    EXPECT_EQ(codeOf([&] { database().drop(kContext, elsewhere); }), ErrorCode::Conflict);

    database().drop(kContext, installation().location());
    database().drop(kContext, installation().location());  // again: nothing to do
    const auto connection = connect();
    for (const std::string table : {"note", "note_line", "ctx_state", "ctx_change", "ctx_sequence"}) {
        dbpool::Rows rows = connection->query("SELECT COUNT(*) FROM " + table + " WHERE cid = ?", {kContext.value});
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(1), 0) << table;
    }
    EXPECT_EQ(count(kOther), 1);
}

TEST_F(WriteTest, AWaitForALockRunsTheClosureAgain) {
    dbpool::RoutingLimits limits;
    limits.transaction.lockWait = std::chrono::seconds(1);
    const dbpool::Endpoint server = test::sharedServer().endpoint();
    test::Installation impatient({.config = server, .master = server, .replica = std::nullopt},
                                 test::sharedServer().createSchema("impatient"), {notes::schema()}, limits);
    impatient.createContext(kContext);
    notes::put(impatient.database(), kContext, 1);
    dbpool::Connection other(server, {});
    other.use(impatient.location().schema);
    other.command("START TRANSACTION");
    other.execute("UPDATE note SET text = 'theirs' WHERE cid = ? AND id = 1", {kContext.value});

    int runs = 0;
    impatient.database().write(kContext, [&](WriteTransaction& tx) {
        ++runs;
        if (runs == 2) other.command("ROLLBACK");
        tx.execute(notes::kRewrite, {1, "ours"});
        tx.record(notes::changed(1));
    });
    EXPECT_EQ(runs, 2);
}

TEST_F(WriteTest, AnErrorThatEndedTheTransactionCannotBeSwallowed) {
    const auto other = connect();
    put(1);
    put(2);
    int runs = 0;
    database().write(kContext, [&](WriteTransaction& tx) {
        ++runs;
        tx.execute(notes::kRewrite, {3, "mine"});
        tx.record(notes::changed(3));
        if (runs > 1) return;
        // A deadlock by hand: the other transaction has written more, so this one is the victim.
        other->command("START TRANSACTION");
        other->execute("UPDATE note SET text = 'theirs' WHERE cid = ? AND id IN (1, 2)", {kContext.value});
        const std::int64_t id = 4;
        std::jthread waiting([&] {
            for (std::int64_t more = 10; more < 60; ++more)
                other->execute("INSERT INTO note (cid, id, text) VALUES (?, ?, 'x')", {kContext.value, more});
            try {
                other->execute("UPDATE note SET text = 'theirs' WHERE cid = ? AND id = 3", {kContext.value});
            } catch (const dbpool::DbError&) {
            }
            other->command("ROLLBACK");
        });
        ASSERT_TRUE(test::eventually(std::chrono::seconds(10), [&] {
            return test::sharedServer().value(
                       "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = "
                       "'INNODB_ROW_LOCK_CURRENT_WAITS'") != "0";
        }));
        try {
            tx.execute(notes::kRewrite, {1, "mine"});
        } catch (const dbpool::DbError& error) {
            EXPECT_EQ(error.kind(), dbpool::DbErrorKind::Deadlock);
        }
        EXPECT_THROW(tx.execute(notes::kRewrite, {id, "outside of any transaction"}), dbpool::DbError);
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count(), 3);  // 1, 2 and 3; never 4
}

}  // namespace
