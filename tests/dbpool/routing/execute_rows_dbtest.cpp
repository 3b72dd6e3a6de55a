#include "dbpool/routing/execute_rows.h"

#include "dbpool/routing/id_sequence.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace {

using dbpool::Value;
using dbpool::WriteTransaction;
using groupware::ContextId;

constexpr dbpool::WriteStatement kInsertMany{"note.insert_many", "INSERT INTO note (cid, id, text) VALUES (?...)"};
constexpr dbpool::WriteStatement kRewriteMany{
    "note.rewrite_many", "INSERT INTO note (cid, id, text) VALUES (?...) ON DUPLICATE KEY UPDATE text = VALUES(text)"};
constexpr dbpool::WriteStatement kNoRows{"note.no_rows", "INSERT INTO note (cid, id, text) VALUES (?, ?, ?)"};

class ExecuteRowsTest : public test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr ContextId kOther{8};

    ExecuteRowsTest() : DatabaseTest({notes::schema()}) {
        createContext(kContext);
        createContext(kOther);
    }

    void put(int from, int count, const std::string& text, const dbpool::WriteStatement& statement = kInsertMany) {
        database().write(kContext, [&](WriteTransaction& tx) {
            std::vector<std::vector<Value>> rows;
            for (int id = from; id < from + count; ++id) rows.push_back({id, text});
            dbpool::executeRows(tx, statement, rows);
            tx.record(notes::changed(from));
        });
    }
    std::int64_t countOf(const std::string& condition) {
        auto rows = connect()->queryText("SELECT COUNT(*) FROM note WHERE " + condition);
        return rows.next() ? rows.integer(1) : -1;
    }
};

TEST_F(ExecuteRowsTest, AllRowsAreOfTheTransactionsContext) {
    put(1, 100, "a");
    EXPECT_EQ(countOf("cid = 7 AND text = 'a'"), 100);
    EXPECT_EQ(countOf("cid = 8"), 0);
    put(51, 100, "b", kRewriteMany);
    EXPECT_EQ(countOf("cid = 7 AND text = 'a'"), 50);
    EXPECT_EQ(countOf("cid = 7 AND text = 'b'"), 100);
    put(1, 0, "nothing");
    EXPECT_EQ(countOf("cid = 7"), 150);
}

TEST_F(ExecuteRowsTest, RowsGoInPowersOfTwo) {
    put(1, 1, "warm");
    const test::StatementCounter counter{test::sharedServer(), installation().location().schema};
    const auto inserts = [&](int from, int count, const dbpool::WriteStatement& statement) {
        return counter.statements([&] { put(from, count, "x", statement); }, "INSERT INTO note %");
    };
    EXPECT_EQ(inserts(100, 64, kInsertMany), 1);
    EXPECT_EQ(inserts(200, 65, kInsertMany), 2);
    EXPECT_EQ(inserts(300, 100, kInsertMany), 3) << "64, 32 and 4";
}

TEST_F(ExecuteRowsTest, StatementsWithoutPlaceForRowsAreBugs) {
    EXPECT_THROW(put(1, 1, "x", kNoRows), std::logic_error);
}

TEST_F(ExecuteRowsTest, ManyIdsAtOnce) {
    database().write(kContext, [&](WriteTransaction& tx) {
        EXPECT_EQ(dbpool::nextIds(tx, "note", 3), 1);
        EXPECT_EQ(tx.nextId("note"), 4);
        EXPECT_EQ(dbpool::nextIds(tx, "note", 500), 5);
        EXPECT_EQ(dbpool::nextIds(tx, "note", 1), 505);
        tx.record(notes::changed(1));
    });
}

}  // namespace
