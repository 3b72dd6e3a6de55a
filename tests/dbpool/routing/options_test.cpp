#include "dbpool/routing/options.h"

#include "dbpool/replication/options.h"

#include <gtest/gtest.h>

#include <chrono>
#include <vector>

namespace {

using namespace std::chrono_literals;

std::vector<groupware::AnyOption> allOptions() {
    std::vector<groupware::AnyOption> all;
    for (const auto& folder : {dbpool::routing::options(), dbpool::replication::options()})
        all.insert(all.end(), folder.begin(), folder.end());
    return all;
}

TEST(RoutingOptionsTest, TheFallbacksAreTheLimitsThatTestsUse) {
    const dbpool::RoutingLimits limits = dbpool::routing::limits(groupware::Configuration(allOptions()));
    const dbpool::RoutingLimits defaults;
    EXPECT_EQ(limits.gateWait, defaults.gateWait);
    EXPECT_EQ(limits.gateMisses, defaults.gateMisses);
    EXPECT_EQ(limits.gateProbe, defaults.gateProbe);
    EXPECT_EQ(limits.writeWait, defaults.writeWait);
    EXPECT_EQ(limits.group.waitingWriters, defaults.group.waitingWriters);
    EXPECT_EQ(limits.group.lookInterval, defaults.group.lookInterval);
    EXPECT_EQ(limits.group.searchInterval, defaults.group.searchInterval);
    EXPECT_EQ(limits.group.lookTimeout, defaults.group.lookTimeout);
    EXPECT_EQ(limits.group.masterLease, defaults.group.masterLease);
    EXPECT_EQ(limits.writeAttempts, defaults.writeAttempts);
    EXPECT_EQ(limits.transaction.lockWait, defaults.transaction.lockWait);
    EXPECT_EQ(limits.transaction.idle, defaults.transaction.idle);
    EXPECT_EQ(limits.cachedPlacements, defaults.cachedPlacements);
    EXPECT_EQ(limits.changeKeepTime, defaults.changeKeepTime);
    EXPECT_EQ(limits.changeKeepRows, defaults.changeKeepRows);
}

TEST(RoutingOptionsTest, AConfiguredValueArrives) {
    const groupware::Configuration configuration(allOptions(),
                                                 {{"dbpool.gateWait", "35ms"}, {"dbpool.transactionIdle", "7s"}});
    EXPECT_EQ(dbpool::routing::limits(configuration).gateWait, 35ms);
    EXPECT_EQ(dbpool::routing::limits(configuration).transaction.idle, 7s);
}

}  // namespace
