#include "groupware/base/error.h"
#include "tests/dbpool/replication/trio.h"

#include <atomic>
#include <thread>

namespace {

using namespace std::chrono_literals;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Promotions that nobody asked for, and the epochs of contexts after those that may have lost commits.
class AutomaticPromotionTest : public test::TrioTest {
protected:
    AutomaticPromotionTest() {
        request_.automatic = true;
        request_.pause = 1min;
        a_.execute("CREATE TABLE work.ctx_state (cid BIGINT PRIMARY KEY, epoch BIGINT NOT NULL) ENGINE=InnoDB");
        a_.execute("INSERT INTO work.ctx_state VALUES (1, 1), (2, 5000000000000)");
        for (test::MariaDbServer* const server : {&b_, &c_}) waitFor(*server, a_);
    }
    static std::string epoch(const test::MariaDbServer& server, int context) {
        return server.value("SELECT epoch FROM work.ctx_state WHERE cid = " + std::to_string(context));
    }
    /// On this server alone.
    static void quietly(const test::MariaDbServer& server, const std::string& sql) {
        dbpool::Connection connection(server.administrator(), {});
        connection.command("SET SESSION sql_log_bin = 0");
        connection.command(sql);
    }
    /// As if the last promotion was two minutes ago.
    static void age(const test::MariaDbServer& server) {
        quietly(server, "UPDATE main_0.cluster_state SET promoted_ms = promoted_ms - 120000");
    }
};

TEST_F(AutomaticPromotionTest, AMasterThatAnswersIsLeftAlone) {
    EXPECT_EQ(refusal(), "the master answers: nothing is promoted by itself");
    a_.execute("SET GLOBAL read_only = ON");
    EXPECT_EQ(refusal(), "the master answers: nothing is promoted by itself");
    EXPECT_EQ(report(b_).cluster.term, 1);
}

TEST_F(AutomaticPromotionTest, AMasterThatIsGoneIsReplacedOnceInAMinute) {
    makeStrict();
    a_.kill();
    const auto first = promote().master;
    auto& master = first == "b" ? b_ : c_;
    EXPECT_EQ(report(master).cluster.term, 2);
    a_.restart();
    a_.execute("SET GLOBAL read_only = ON");
    request_.registeredMaster = first;
    ASSERT_EQ(promotion().rejoin("a").master, first);
    waitFor(a_, master);

    auto& other = first == "b" ? c_ : b_;
    waitFor(other, master);
    master.kill();
    EXPECT_TRUE(has(refusal(), "the last promotion was less than 60 seconds ago")) << refusal();
    age(a_);
    EXPECT_TRUE(has(refusal(), "the last promotion was less than 60 seconds ago")) << refusal();  // says the other one
    age(other);
    (void)promote();
    EXPECT_EQ(std::max(report(a_).cluster.term, report(other).cluster.term), 3);
}

TEST_F(AutomaticPromotionTest, HalfOfTheServersAreNoMajority) {
    request_.oldMasterIsDead = true;  // the rule of the one missing server must not be what refuses
    a_.kill();
    c_.kill();
    EXPECT_TRUE(has(refusal(), "of 3 servers 1 answer, which is no majority")) << refusal();
}

TEST_F(AutomaticPromotionTest, AServerThatTakesWritesByItselfIsForAPerson) {
    a_.kill();
    c_.execute("STOP SLAVE");
    c_.execute("RESET SLAVE ALL");
    quietly(c_, "UPDATE main_0.cluster_state SET term = 0, master_server_id = 9");
    c_.execute("SET GLOBAL read_only = OFF");
    EXPECT_EQ(refusal(), "c says that it is a master; look at it first");
}

TEST_F(AutomaticPromotionTest, OfSeveralThatPromoteOneDoes) {
    makeStrict();
    a_.kill();
    constexpr int kPromoters = 4;
    std::atomic<int> done{0};
    {
        std::vector<std::jthread> promoters;
        for (int i = 0; i < kPromoters; ++i) {
            promoters.emplace_back([&] {
                auto request = request_;
                request.now = std::chrono::system_clock::now();
                try {
                    dbpool::Promotion({{"a", a_.administrator()}, {"b", b_.administrator()}, {"c", c_.administrator()}},
                                      "main_0", request, limits_, [](const std::string& /*line*/) {})
                        .run();
                    ++done;
                } catch (const groupware::Error& error) {
                    EXPECT_EQ(error.code(), groupware::ErrorCode::Conflict) << error.what();
                }
            });
        }
    }
    EXPECT_EQ(done, 1);
    EXPECT_EQ(std::max(report(b_).cluster.term, report(c_).cluster.term), 2);
}

TEST_F(AutomaticPromotionTest, EpochsGrowOnlyWhereCommitsMayBeLost) {
    // The old master may have acknowledged what nobody has.
    a_.kill();
    const auto available = promote();
    EXPECT_TRUE(available.epochsRaised);
    auto& master = available.master == "b" ? b_ : c_;
    EXPECT_GT(std::stoll(epoch(master, 1)), 1'700'000'000'000);
    EXPECT_EQ(epoch(master, 2), "5000000000001");
    EXPECT_TRUE(has(progress(), "2 contexts get a new epoch")) << progress();
    const auto raised = epoch(master, 1);

    // Strict, and nobody is missing who might have more.
    a_.restart();
    a_.execute("SET GLOBAL read_only = ON");
    ASSERT_EQ(promotion().rejoin("a").master, available.master);
    request_.automatic = false;
    request_.durability = dbpool::Durability::Strict;
    request_.registeredMaster = "a";
    waitFor(a_, master);
    EXPECT_FALSE(promote(available.master).epochsRaised);
    request_.registeredMaster = available.master;
    EXPECT_FALSE(promote("a").epochsRaised);  // a switchover
    EXPECT_EQ(epoch(a_, 1), raised);

    // Strict, but two are missing.
    auto& other = available.master == "b" ? c_ : b_;
    waitFor(other, a_);
    a_.kill();
    master.kill();
    request_.oldMasterIsDead = true;
    request_.registeredMaster = "a";
    EXPECT_TRUE(promote().epochsRaised);
    EXPECT_GT(std::stoll(epoch(other, 1)), std::stoll(raised));
    EXPECT_EQ(epoch(other, 2), "5000000000002");
}

}  // namespace
