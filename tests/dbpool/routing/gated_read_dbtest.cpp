#include "dbpool/routing/request_counters.h"
#include "dbpool/routing/statement_text.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using dbpool::ReadSession;
using dbpool::ReadStatement;
using dbpool::RequestCounters;
using dbpool::Rows;
using groupware::CommitToken;
using groupware::ContextId;
using groupware::ErrorCode;
using groupware::Freshness;

constexpr ReadStatement kNewestFirst{"note.newest_first", "SELECT id, text FROM note WHERE cid = ? ORDER BY id DESC"};
constexpr ReadStatement kFirstPage{"note.first_page", "SELECT id FROM note WHERE cid = ? ORDER BY id LIMIT ?"};
constexpr ReadStatement kTypes{"note.types",
                               "SELECT id, 1.5E0, text, NULL, x'00FF', id > 1, -1, COUNT(*) FROM note WHERE cid = ? "
                               "GROUP BY id, text ORDER BY id"};
constexpr ReadStatement kDistinct{"note.distinct", "SELECT DISTINCT text FROM note WHERE cid = ?"};
constexpr ReadStatement kWith{"note.with", "WITH mine (id) AS (SELECT id FROM note WHERE cid = ?) SELECT id FROM mine"};

class GatedReadTest : public test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    GatedReadTest() : DatabaseTest({notes::schema()}) { createContext(kContext); }

    template <class Use>
    auto read(const Use& use, const Freshness& freshness = Freshness::strict()) {
        return database().read(kContext, freshness, use);
    }
    static std::vector<std::int64_t> ids(Rows rows) {
        std::vector<std::int64_t> all;
        while (rows.next()) all.push_back(rows.integer(1));
        return all;
    }
    void putNotes(int count) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            for (int id = 1; id <= count; ++id) tx.execute(notes::kRewrite, {id, "text " + std::to_string(id)});
            tx.record(notes::changed(1));
        });
    }
};

TEST_F(GatedReadTest, OneStatementIsOneRoundTripAndProvesItsState) {
    const CommitToken written = notes::put(database(), kContext, 5, "hello");
    RequestCounters counters;
    const dbpool::CountingScope scope(counters);
    const std::string text = read([&](ReadSession& session) {
        Rows rows = session.query(notes::kText, {5});
        EXPECT_EQ(rows.count(), 1U);
        EXPECT_EQ(session.seq(), written.seq);
        EXPECT_EQ(session.epoch(), 1);
        EXPECT_EQ(session.context(), kContext);
        EXPECT_FALSE(session.unproven());
        return rows.next() ? rows.text(1) : "";
    });
    EXPECT_EQ(text, "hello");
    EXPECT_EQ(counters.statements, 1U);
    EXPECT_EQ(counters.masterReads, 1U);
}

TEST_F(GatedReadTest, AnEmptyResultIsEmptyAndProven) {
    RequestCounters counters;
    const dbpool::CountingScope scope(counters);
    read([&](ReadSession& session) {
        Rows rows = session.query(notes::kText, {5});
        EXPECT_EQ(rows.count(), 0U);
        EXPECT_FALSE(rows.next());
        EXPECT_GT(session.seq().value, 0);
    });
    EXPECT_EQ(counters.statements, 1U);
}

TEST_F(GatedReadTest, AContextThatIsNotThereIsNotEmpty) {
    EXPECT_EQ(notes::codeOf([&] {
                  database().read(ContextId{99}, Freshness::strict(),
                                  [](ReadSession& session) { static_cast<void>(session.query(notes::kCount)); });
              }),
              ErrorCode::NotFound);
}

TEST_F(GatedReadTest, ListsKeepTheirOrderTheirLimitAndTheirTypes) {
    putNotes(40);
    read([&](ReadSession& session) {
        std::vector<std::int64_t> backwards;
        for (std::int64_t id = 40; id > 0; --id) backwards.push_back(id);
        EXPECT_EQ(ids(session.query(kNewestFirst)), backwards);
        EXPECT_EQ(ids(session.query(kFirstPage, {3})), (std::vector<std::int64_t>{1, 2, 3}));
        EXPECT_EQ(ids(session.queryIn(notes::kSome, {}, std::vector<std::int64_t>{7, 5, 99})),
                  (std::vector<std::int64_t>{5, 7}));
        EXPECT_EQ(session.query(kDistinct).count(), 40U);
        Rows rows = session.query(kTypes);
        ASSERT_TRUE(rows.next());
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.integer(1), 2);
        EXPECT_EQ(rows.real(2), 1.5);
        EXPECT_EQ(rows.text(3), "text 2");
        EXPECT_TRUE(rows.isNull(4));
        EXPECT_EQ(rows.text(5), std::string("\0\xff", 2));
        EXPECT_TRUE(rows.flag(6));
        EXPECT_EQ(rows.integer(7), -1);
        EXPECT_EQ(rows.integer(8), 1);
    });
}

TEST_F(GatedReadTest, SeveralStatementsOfOneStateNeedNoTransaction) {
    putNotes(2);
    RequestCounters counters;
    const dbpool::CountingScope scope(counters);
    read([&](ReadSession& session) {
        EXPECT_GT(session.seq().value, 0);  // asked first, it is a statement of its own
        EXPECT_EQ(notes::count(session), 2);
        EXPECT_EQ(notes::count(session), 2);
    });
    EXPECT_EQ(counters.statements, 3U);
    EXPECT_EQ(counters.masterReads, 1U);
}

TEST_F(GatedReadTest, AWriteInBetweenMakesItAllRunAgainInASnapshot) {
    notes::put(database(), kContext, 1, "before");
    int runs = 0;
    const auto seen = read([&](ReadSession& session) {
        ++runs;
        const std::int64_t first = notes::count(session);
        notes::put(database(), kContext, 10 + runs, "in between");
        return std::vector<std::int64_t>{first, notes::count(session), notes::count(session)};
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(seen, (std::vector<std::int64_t>{2, 2, 2})) << "the second run does not see what it wrote itself";
}

TEST_F(GatedReadTest, AStatementThatCannotSayWhatItSawRunsInASnapshot) {
    putNotes(2);
    RequestCounters counters;
    const dbpool::CountingScope scope(counters);
    EXPECT_EQ(read([&](ReadSession& session) { return session.query(kWith).count(); }), 2U);
    EXPECT_EQ(counters.statements, 4U);  // begin, state, the statement, ROLLBACK
}

TEST_F(GatedReadTest, ErrorsOfTheClosurePassAndItIsNotRunAgain) {
    int runs = 0;
    EXPECT_THROW(read([&](ReadSession& session) {
                     ++runs;
                     static_cast<void>(notes::count(session));
                     throw std::runtime_error("mine");
                 }),
                 std::runtime_error);
    EXPECT_EQ(runs, 1);
    EXPECT_THROW(read([](ReadSession& session) {
                     static_cast<void>(session.query({"note.wrong", "SELECT nothing FROM note WHERE cid = ?"}));
                 }),
                 dbpool::DbError);
}

TEST_F(GatedReadTest, TheRowsAreOfTheStateThatTheyCameWith) {
    constexpr ReadStatement kAll{"note.all", "SELECT id, text FROM note WHERE cid = ? ORDER BY id"};
    std::atomic<bool> done{false};
    const auto write = [&] {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            for (int id = 1; id <= 3; ++id) tx.execute(notes::kRewrite, {id, std::to_string(tx.seq().value)});
            tx.record(notes::changed(1));
        });
    };
    write();
    std::jthread writer([&] {
        while (!done) write();
    });
    int snapshots = 0;
    for (int i = 0; i < 500; ++i) {
        int runs = 0;
        read([&](ReadSession& session) {
            ++runs;
            for (int statement = 0; statement < 2; ++statement) {
                Rows rows = session.query(kAll);
                EXPECT_EQ(rows.count(), 3U);
                while (rows.next()) EXPECT_EQ(rows.integer(2), session.seq().value);
            }
        });
        if (runs == 2) ++snapshots;
    }
    done = true;
    EXPECT_LT(snapshots, 500) << "never without a snapshot";
}

TEST_F(GatedReadTest, AReadWhoseConnectionDiesOnTheWayIsDoneOnAnother) {
    putNotes(3);
    constexpr ReadStatement kConnection{"note.connection", "SELECT CONNECTION_ID() FROM ctx_state WHERE cid = ?"};
    const auto killer = connect();
    int runs = 0;
    const auto found = read([&](ReadSession& session) {
        const std::int64_t connection = ids(session.query(kConnection)).at(0);
        if (++runs == 1) killer->command("KILL " + std::to_string(connection));
        return ids(session.query(kFirstPage, {9}));
    });
    EXPECT_EQ(found, (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(runs, 2);
}

/// What EXPLAIN says of each table, and of the statement's ways to sort or store.
std::vector<std::string> planOf(dbpool::Connection& connection, std::string sql) {
    for (std::size_t place = sql.find('?'); place != std::string::npos; place = sql.find('?'))
        sql.replace(place, 1, "7");
    std::vector<std::string> plan;
    for (Rows rows = connection.queryText("EXPLAIN " + sql); rows.next();) {
        if (rows.text(3) == "ctx_state") continue;
        plan.push_back(rows.text(3) + " " + rows.text(4) + " " + rows.text(6) + " " + rows.text(10));
    }
    return plan;
}

TEST_F(GatedReadTest, TheGateChangesNoPlanAndAddsNoSortAndNoTable) {
    putNotes(200);
    const auto connection = connect();
    for (const std::string sql :
         {"SELECT text FROM note WHERE cid = ? AND id = ?", "SELECT id FROM note WHERE cid = ? AND id > ? ORDER BY id",
          "SELECT id FROM note WHERE cid = ? ORDER BY id LIMIT ?", "SELECT COUNT(*) FROM note WHERE cid = ?",
          "SELECT n.id, l.line FROM note n JOIN note_line l ON l.cid = n.cid AND l.note = n.id WHERE n.cid = ? "
          "ORDER BY n.id, l.line"}) {
        const auto plan = planOf(*connection, *dbpool::gatedText(sql));
        EXPECT_EQ(plan, planOf(*connection, sql)) << sql;
        for (const std::string& step : plan) {
            EXPECT_EQ(step.find("temporary"), std::string::npos) << step;
            EXPECT_EQ(step.find("filesort"), std::string::npos) << step;
            EXPECT_EQ(step.find("union"), std::string::npos) << step;
        }
    }
}

}  // namespace
