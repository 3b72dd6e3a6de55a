#include "tests/dbpool/routing/notes.h"
#include "tests/support/database_test.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace {

using groupware::CommitToken;
using groupware::ContextId;
using groupware::Freshness;

constexpr ContextId kContext{7};
constexpr int kWriters = 8;
constexpr int kWritesEach = 60;

constexpr dbpool::ReadStatement kChain{"note.chain",
                                       "SELECT seq, prev FROM ctx_change WHERE cid = ? AND ordinal = 0 ORDER BY seq"};

class ConcurrencyTest : public test::ReplicatedTest {
protected:
    ConcurrencyTest() : ReplicatedTest({notes::schema()}) { createContext(kContext); }

    /// Writes its own note again and again, and reads each text back as any node would.
    void writeAndRead(std::int64_t note) {
        groupware::Seq last;
        for (int round = 1; round <= kWritesEach; ++round) {
            const std::string text = std::to_string(round);
            const CommitToken token = notes::put(database(), kContext, note, text);
            if (token.seq <= last) ++backwards_;
            last = token.seq;
            for (const Freshness& freshness : {Freshness::atLeast(token), Freshness::strict()}) {
                auto session = database().read(kContext, freshness);
                dbpool::Rows rows = session.query(notes::kText, {note});
                if (!rows.next() || rows.text(1) != text || session.seq() < token.seq) ++stale_;
            }
        }
    }

    std::atomic<int> stale_{0};
    std::atomic<int> backwards_{0};
};

TEST_F(ConcurrencyTest, EveryoneReadsTheirWritesAndTheChainOfChangesIsUnbroken) {
    {
        std::vector<std::jthread> writers;
        for (int writer = 1; writer <= kWriters; ++writer)
            writers.emplace_back([this, writer] { writeAndRead(writer); });
    }
    EXPECT_EQ(stale_, 0);
    EXPECT_EQ(backwards_, 0);
    EXPECT_GT(replicaCounters().reads, 0U);

    auto session = database().read(kContext, Freshness::strict());
    dbpool::Rows rows = session.query(kChain);
    ASSERT_EQ(rows.count(), std::size_t{kWriters * kWritesEach + 1});
    std::int64_t previous = 0;
    while (rows.next()) {
        ASSERT_EQ(rows.integer(2), previous);
        ASSERT_GT(rows.integer(1), previous);
        previous = rows.integer(1);
    }
    EXPECT_EQ(session.seq().value, previous);
    const auto replica = replicaCounters();
    RecordProperty("replica_reads", std::to_string(replica.reads));
    RecordProperty("gate_waited", std::to_string(replica.gateWaited));
    RecordProperty("master_reads", std::to_string(masterCounters().reads));
}

}  // namespace
