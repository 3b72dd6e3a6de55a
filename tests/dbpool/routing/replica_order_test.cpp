#include "dbpool/routing/replica_order.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

namespace {

using dbpool::ReplicaDraw;
using dbpool::replicaOrder;

using Order = std::vector<std::size_t>;

class ReplicaOrderTest : public testing::Test {
protected:
    double random() { return std::uniform_real_distribution<double>(1e-9, 1 - 1e-9)(engine_); }

    std::mt19937_64 engine_{1};  // the same numbers in every run
};

TEST_F(ReplicaOrderTest, TheChanceToBeFirstIsTheShareOfTheWeights) {
    constexpr int kReads = 30'000;
    std::map<std::size_t, int> first;
    std::map<std::size_t, int> second;
    for (int read = 0; read < kReads; ++read) {
        const std::vector<ReplicaDraw> replicas{{{100, {}}, random()}, {{50, {}}, random()}, {{50, {}}, random()}};
        const Order order = replicaOrder(replicas, "");
        ASSERT_EQ(order.size(), 3U);
        ++first[order[0]];
        ++second[order[1]];
    }
    EXPECT_NEAR(first[0], kReads / 2, kReads / 50);
    EXPECT_NEAR(first[1], kReads / 4, kReads / 50);
    EXPECT_NEAR(first[2], kReads / 4, kReads / 50);
    // 1/2 * 0 + 1/4 * 2/3 + 1/4 * 2/3: who asks a second server follows the weights again
    EXPECT_NEAR(second[0], kReads / 3, kReads / 50);
}

TEST_F(ReplicaOrderTest, ReplicasOfTheOwnSiteComeFirstHoweverLight) {
    for (int read = 0; read < 200; ++read) {
        const std::vector<ReplicaDraw> replicas{
            {{100, "east"}, random()}, {{1, "west"}, random()}, {{100, {}}, random()}, {{1, "west"}, random()}};
        const Order order = replicaOrder(replicas, "west");
        EXPECT_EQ(order[0] + order[1], 1U + 3U);
        EXPECT_EQ(order[2] + order[3], 0U + 2U);
    }
}

TEST_F(ReplicaOrderTest, WithoutASiteOfItsOwnAProcessPrefersNone) {
    const std::vector<ReplicaDraw> replicas{{{100, {}}, 0.1}, {{100, "east"}, 0.9}};
    EXPECT_EQ(replicaOrder(replicas, ""), (Order{1, 0}));  // the larger number comes first
}

TEST_F(ReplicaOrderTest, NoWeightIsLastEvenAtTheOwnSite) {
    const std::vector<ReplicaDraw> replicas{{{0, "west"}, 0.999}, {{1, "east"}, 0.001}, {{0, "east"}, 0.001}};
    EXPECT_EQ(replicaOrder(replicas, "west"), (Order{1, 0, 2}));
}

TEST_F(ReplicaOrderTest, NobodyIsAskedIfThereIsNobody) {
    EXPECT_TRUE(replicaOrder({}, "west").empty());
}

}  // namespace
