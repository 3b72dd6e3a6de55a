#include "dbpool/routing/request_counters.h"
#include "dbpool/routing/statement_text.h"
#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"

#include <gtest/gtest.h>

namespace {

using groupware::CommitToken;
using groupware::ContextId;
using groupware::ErrorCode;
using groupware::Freshness;

constexpr dbpool::AdmissionStatement kNote{"note.admit", "n.text, COALESCE(n.id, -1), CONCAT(c.cid, ',')",
                                           "LEFT JOIN note n ON n.cid = c.cid AND n.id = ?"};

class AdmissionTest : public test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    AdmissionTest() : DatabaseTest({notes::schema()}) { createContext(kContext); }
};

TEST_F(AdmissionTest, OneStatementAnswersTheProofAndTheState) {
    const CommitToken written = notes::put(database(), kContext, 5, "hello");
    dbpool::RequestCounters counters;
    const dbpool::CountingScope scope(counters);
    const dbpool::Admission admission = database().admit(kContext, kNote, {5});
    EXPECT_EQ(admission.row.text(1), "hello");
    EXPECT_EQ(admission.row.integer(2), 5);
    EXPECT_EQ(admission.row.text(3), "7,");
    EXPECT_EQ(admission.state.context, kContext);
    EXPECT_EQ(admission.state.seq, written.seq);
    EXPECT_EQ(admission.state.epoch, 1);
    EXPECT_EQ(admission.state.term, 1);
    EXPECT_FALSE(admission.state.gtid.empty());
    EXPECT_FALSE(admission.unproven);
    EXPECT_EQ(counters.statements, 1U);
    EXPECT_EQ(counters.masterReads, 1U);
}

TEST_F(AdmissionTest, WithoutTheProofTheRowIsStillThere) {
    const dbpool::Admission admission = database().admit(kContext, kNote, {5});
    EXPECT_TRUE(admission.row.isNull(1));
    EXPECT_EQ(admission.row.integer(2), -1);
}

TEST_F(AdmissionTest, UnknownAndDisabledContextsAreRefused) {
    EXPECT_EQ(notes::codeOf([&] { static_cast<void>(database().admit(ContextId{99}, kNote, {5})); }),
              ErrorCode::NotFound);
    database().setState(kContext, dbpool::ContextState::Disabled, notes::changed(0));
    EXPECT_EQ(notes::codeOf([&] { static_cast<void>(database().admit(kContext, kNote, {5})); }), ErrorCode::Forbidden);
}

TEST_F(AdmissionTest, ReadsAndWritesOfARequestAreCounted) {
    dbpool::RequestCounters outer;
    const dbpool::CountingScope scope(outer);
    {
        dbpool::RequestCounters inner;
        const dbpool::CountingScope innerScope(inner);
        notes::put(database(), kContext, 1);
        // begin, take the row, read it back, the closure's statement, change record, COMMIT, position
        EXPECT_EQ(inner.statements, 7U);
        EXPECT_EQ(inner.writes, 1U);
        EXPECT_GT(inner.sqlTime.count(), 0);
    }
    EXPECT_EQ(outer.statements, 0U);
    EXPECT_EQ(notes::count(database(), kContext), 1);
    EXPECT_EQ(outer.masterReads, 1U);
    EXPECT_EQ(outer.statements, 4U);  // begin, state, the statement, ROLLBACK
}

TEST_F(AdmissionTest, ColumnsAreCountedAtTheTopLevelOnly) {
    EXPECT_EQ(dbpool::countColumns("a"), 1);
    EXPECT_EQ(dbpool::countColumns("a, b"), 2);
    EXPECT_EQ(dbpool::countColumns("IF(a, b, c), CONCAT('x,(', b), `odd,name`"), 3);
}

}  // namespace
