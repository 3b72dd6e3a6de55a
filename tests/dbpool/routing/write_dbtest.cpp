#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"
#include "tests/support/database_test.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using dbpool::ReadStatement;
using dbpool::WriteStatement;
using dbpool::WriteTransaction;
using groupware::CommitToken;
using groupware::ContextId;
using groupware::Error;
using groupware::ErrorCode;
using groupware::Freshness;

const dbpool::MigrationSet kNotes{
    "tests/notes",
    {{1, "0001_note",
      "CREATE TABLE note (cid BIGINT NOT NULL, id BIGINT NOT NULL, text VARCHAR(100) NOT NULL,"
      " PRIMARY KEY (cid, id)) ENGINE=InnoDB;\n"
      "CREATE TABLE note_line (cid BIGINT NOT NULL, note BIGINT NOT NULL, line BIGINT NOT NULL,"
      " PRIMARY KEY (cid, note, line), FOREIGN KEY (cid, note) REFERENCES note (cid, id)) ENGINE=InnoDB;\n"
      "CREATE TABLE note_touch (cid BIGINT NOT NULL PRIMARY KEY, count BIGINT NOT NULL) ENGINE=InnoDB"
      " COMMENT='unsynced';\n"}}};

constexpr WriteStatement kInsert{"note.insert", "INSERT INTO note (cid, id, text) VALUES (?, ?, ?)"};
constexpr WriteStatement kInsertLine{"note.line.insert", "INSERT INTO note_line (cid, note, line) VALUES (?, ?, ?)"};
constexpr WriteStatement kRemove{"note.remove", "DELETE FROM note WHERE cid = ? AND id = ?"};
constexpr WriteStatement kRemoveSome{"note.remove_some", "DELETE FROM note WHERE cid = ? AND id IN (?...)"};
constexpr ReadStatement kCount{"note.count", "SELECT COUNT(*) FROM note WHERE cid = ?"};
constexpr ReadStatement kSome{"note.some", "SELECT id FROM note WHERE cid = ? AND id IN (?...) ORDER BY id"};
constexpr ReadStatement kChanges{
    "note.changes",
    "SELECT seq, ordinal, prev, op_id IS NULL, object FROM ctx_change WHERE cid = ? ORDER BY seq, ordinal"};

class WriteTest : public test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr ContextId kOther{8};

    WriteTest() : DatabaseTest({kNotes}), created_(createContext(kContext)) {}

    CommitToken put(std::int64_t id, ContextId context = kContext) {
        return database().write(context, [&](WriteTransaction& tx) {
            tx.execute(kInsert, {id, "text"});
            tx.record({.kind = 1, .folder = 2, .object = id, .verb = 1});
        });
    }
    std::int64_t count(ContextId context = kContext) {
        auto session = database().read(context, Freshness::strict());
        dbpool::Rows rows = session.query(kCount);
        return rows.next() ? rows.integer(1) : -1;
    }
    template <class Call>
    static ErrorCode codeOf(const Call& call) {
        try {
            call();
        } catch (const Error& error) {
            return error.code();
        }
        ADD_FAILURE() << "no error";
        return ErrorCode::Internal;
    }

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
    put(1);
    const auto other = connect();
    other->command("START TRANSACTION");
    other->execute("UPDATE note SET text = 'theirs' WHERE cid = ? AND id = 1", {kContext.value});
    int runs = 0;
    database().write(kContext, [&](WriteTransaction& tx) {
        ++runs;
        tx.record({.kind = 1});
        if (runs == 2) other->command("ROLLBACK");
        tx.execute({"note.touch", "UPDATE note SET text = 'ours' WHERE cid = ? AND id = 1"});
    });
    EXPECT_EQ(runs, 2);
}

}  // namespace
