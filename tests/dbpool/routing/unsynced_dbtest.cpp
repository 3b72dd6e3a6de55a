#include "dbpool/routing/unsynced_tables.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace {

using dbpool::UnsyncedStatement;
using dbpool::UnsyncedTransaction;
using groupware::CommitToken;
using groupware::ContextId;
using groupware::ErrorCode;
using groupware::Freshness;

constexpr UnsyncedStatement kTouch{"note.touch",
                                   "INSERT INTO note_touch (cid, touched) VALUES (?, 1) ON DUPLICATE KEY UPDATE"
                                   " touched = touched + 1"};
constexpr UnsyncedStatement kTouched{"note.touched", "SELECT touched FROM note_touch WHERE cid = ?"};
constexpr UnsyncedStatement kForbidden{"note.forbidden", "UPDATE note SET text = '' WHERE cid = ?"};

class UnsyncedTest : public test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    UnsyncedTest() : DatabaseTest({notes::schema()}) { created_ = createContext(kContext); }

    std::int64_t touched() {
        std::int64_t count = 0;
        database().writeUnsynced(kContext, [&](UnsyncedTransaction& tx) {
            dbpool::Rows rows = tx.query(kTouched);
            count = rows.next() ? rows.integer(1) : 0;
        });
        return count;
    }

    CommitToken created_;
};

TEST_F(UnsyncedTest, WritesWithoutMovingTheSeq) {
    for (int i = 0; i < 3; ++i) database().writeUnsynced(kContext, [](UnsyncedTransaction& tx) { tx.execute(kTouch); });
    EXPECT_EQ(touched(), 3);
    EXPECT_EQ(database().read(kContext, Freshness::strict()).seq(), created_.seq);
}

TEST_F(UnsyncedTest, ATableThatClientsSyncIsRefused) {
    notes::put(database(), kContext, 1, "kept");
    EXPECT_THROW(database().writeUnsynced(kContext,
                                          [](UnsyncedTransaction& tx) {
                                              tx.execute(kTouch);
                                              tx.execute(kForbidden);
                                          }),
                 std::logic_error);
    auto session = database().read(kContext, Freshness::strict());
    dbpool::Rows rows = session.query(notes::kText, {1});
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.text(1), "kept");
    EXPECT_EQ(touched(), 0);  // rolled back with it
}

TEST_F(UnsyncedTest, DoesNotWaitForTheContextsWriters) {
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        tx.execute(notes::kInsert, {1, "a"});
        tx.record(notes::changed(1));
        std::jthread([&] {
            database().writeUnsynced(kContext, [](UnsyncedTransaction& other) { other.execute(kTouch); });
        }).join();
    });
    EXPECT_EQ(touched(), 1);
}

TEST_F(UnsyncedTest, ManyWritersOfOneRowWaitForEachOther) {
    constexpr int kThreads = 8;
    constexpr int kTouches = 25;
    std::vector<std::jthread> writers;
    for (int thread = 0; thread < kThreads; ++thread) {
        writers.emplace_back([&] {
            for (int i = 0; i < kTouches; ++i) {
                database().writeUnsynced(kContext, [](UnsyncedTransaction& tx) { tx.execute(kTouch); });
            }
        });
    }
    writers.clear();
    EXPECT_EQ(touched(), kThreads * kTouches);
}

TEST_F(UnsyncedTest, AnUnknownContextIsNotFound) {
    EXPECT_EQ(notes::codeOf([&] { database().writeUnsynced(ContextId{99}, [](UnsyncedTransaction&) {}); }),
              ErrorCode::NotFound);
}

TEST_F(UnsyncedTest, TheWrittenTableIsReadFromTheStatement) {
    EXPECT_EQ(dbpool::writtenTable("INSERT INTO a (cid) VALUES (?)"), "a");
    EXPECT_EQ(dbpool::writtenTable("INSERT IGNORE INTO `a`(cid) VALUES (?)"), std::nullopt);
    EXPECT_EQ(dbpool::writtenTable("REPLACE INTO a VALUES (?)"), "a");
    EXPECT_EQ(dbpool::writtenTable("UPDATE a SET b = 1 WHERE cid = ?"), "a");
    EXPECT_EQ(dbpool::writtenTable("UPDATE a, b SET a.x = 1 WHERE a.cid = ?"), std::nullopt);
    EXPECT_EQ(dbpool::writtenTable("UPDATE a x SET x.b = 1 WHERE x.cid = ?"), std::nullopt);
    EXPECT_EQ(dbpool::writtenTable("DELETE FROM a WHERE cid = ?"), "a");
    EXPECT_EQ(dbpool::writtenTable("DELETE a FROM a JOIN b WHERE a.cid = ?"), std::nullopt);
    EXPECT_EQ(dbpool::writtenTable("SELECT 1 FROM a WHERE cid = ?"), "");
    EXPECT_EQ(dbpool::writtenTable("TRUNCATE a"), std::nullopt);
}

}  // namespace
