#include "dbpool/routing/options.h"

#include <gtest/gtest.h>

#include <chrono>

namespace {

using namespace std::chrono_literals;

TEST(RoutingOptionsTest, TheFallbacksAreTheLimitsThatTestsUse) {
    const dbpool::RoutingLimits limits = dbpool::routing::limits(groupware::Configuration(dbpool::routing::options()));
    const dbpool::RoutingLimits defaults;
    EXPECT_EQ(limits.gateWait, defaults.gateWait);
    EXPECT_EQ(limits.gateMisses, defaults.gateMisses);
    EXPECT_EQ(limits.gateProbe, defaults.gateProbe);
    EXPECT_EQ(limits.writeWait, defaults.writeWait);
    EXPECT_EQ(limits.waitingWriters, defaults.waitingWriters);
    EXPECT_EQ(limits.writeAttempts, defaults.writeAttempts);
    EXPECT_EQ(limits.transaction.lockWait, defaults.transaction.lockWait);
    EXPECT_EQ(limits.transaction.idle, defaults.transaction.idle);
    EXPECT_EQ(limits.cachedPlacements, defaults.cachedPlacements);
    EXPECT_EQ(limits.changeKeepTime, defaults.changeKeepTime);
    EXPECT_EQ(limits.changeKeepRows, defaults.changeKeepRows);
}

TEST(RoutingOptionsTest, AConfiguredValueArrives) {
    const groupware::Configuration configuration(dbpool::routing::options(),
                                                 {{"dbpool.gateWait", "35ms"}, {"dbpool.transactionIdle", "7s"}});
    EXPECT_EQ(dbpool::routing::limits(configuration).gateWait, 35ms);
    EXPECT_EQ(dbpool::routing::limits(configuration).transaction.idle, 7s);
}

}  // namespace
