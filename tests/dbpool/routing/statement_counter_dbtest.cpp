#include "tests/support/statement_counter.h"

#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"
#include "tests/support/eventually.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <sstream>
#include <thread>

namespace {

using namespace std::chrono_literals;
using groupware::ContextId;
using test::SeenStatement;
using test::StatementCounter;

/// The tool by which tests of other folders count what their operations cost.
class StatementCounterTest : public test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};

    StatementCounterTest() : DatabaseTest({notes::schema()}) {
        createContext(kContext);
        for (const std::int64_t id : {1, 2, 3}) notes::put(database(), kContext, id);
    }

    [[nodiscard]] const std::string& schema() { return installation().location().schema; }
    StatementCounter counter_{test::sharedServer(), schema()};
};

TEST_F(StatementCounterTest, CountsWhatIsSentAndNothingElse) {
    auto own = connect();
    EXPECT_EQ(counter_.statements([] {}), 0);
    EXPECT_EQ(counter_.statements([&] { own->command("DO 1"); }), 1);
    EXPECT_EQ(counter_.statements([&] { own->execute("DO ?", {2}); }), 1) << "PREPARE is none of them";
    EXPECT_EQ(counter_.statements([&] { EXPECT_TRUE(own->alive()); }), 0);
    EXPECT_EQ(counter_.statements([&] { (void)connect()->alive(); }), 0) << "nor is what a new connection sets";
    EXPECT_EQ(counter_.statements([&] {
        own->command("START TRANSACTION");
        own->execute("UPDATE note SET text = ? WHERE cid = ?", {"b", kContext.value});
        own->command("COMMIT");
    }),
              3);
    EXPECT_EQ(counter_.statements(
                  [&] {
                      own->command("DO 1");
                      own->command("DO 2");
                  },
                  "DO 2%"),
              1);
}

TEST_F(StatementCounterTest, CountsTheRowsThatWereLookedAt) {
    auto own = connect();
    EXPECT_EQ(counter_.rows([&] { (void)own->query("SELECT * FROM note WHERE text <> 'none'"); }), 3);
    EXPECT_EQ(counter_.rows([&] { own->execute("UPDATE note SET text = 'c' WHERE cid = 7 AND id > 1"); }), 2);
    EXPECT_EQ(counter_.rows([] {}), 0);
}

TEST_F(StatementCounterTest, WhatOthersDoMeanwhileDoesNotCount) {
    std::atomic<int> rounds = 0;
    const std::jthread others([&](const std::stop_token& stop) {
        const std::string elsewhere = test::sharedServer().createSchema();
        dbpool::Connection there(test::sharedServer().endpoint(), {});
        there.use(elsewhere);
        auto idle = connect();
        while (!stop.stop_requested()) {
            (void)connect()->alive();
            (void)idle->alive();
            there.command("DO 1");
            (void)test::sharedServer().value("SELECT COUNT(*) FROM `" + schema() + "`.note");
            ++rounds;
        }
    });
    const auto oneMore = [&] {
        const int before = rounds;
        return test::eventually(10s, [&] { return rounds > before + 1; });
    };
    for (int i = 0; i < 20; ++i) {
        const auto read = [&] {
            EXPECT_TRUE(oneMore());
            EXPECT_EQ(notes::count(database(), kContext), 3);
        };
        EXPECT_EQ(counter_.statements(read), 4) << "a snapshot, its state, the query, its end";
    }
}

TEST_F(StatementCounterTest, AFigurePrintsItsStatements) {
    auto own = connect();
    std::ostringstream text;
    text << counter_.statements([&] {
        own->command("DO 1");
        (void)own->query("SELECT id FROM note\n WHERE cid = ?", {7});
    });
    EXPECT_EQ(text.str(), "2\n    DO 1  (rows: 0)\n    SELECT id FROM note  WHERE cid = 7  (rows: 3)");
}

}  // namespace
