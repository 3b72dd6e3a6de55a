#include "dbpool/pool/options.h"

#include <gtest/gtest.h>

namespace dbpool::pool {
namespace {

using namespace std::chrono_literals;

TEST(PoolOptionsTest, FallbacksAreTheLimitsOfTheTypes) {
    const groupware::Configuration configuration(options());
    const auto limits = poolLimits(configuration);
    EXPECT_EQ(limits.maxConnections, PoolLimits{}.maxConnections);
    EXPECT_EQ(limits.waitTimeout, PoolLimits{}.waitTimeout);
    EXPECT_EQ(limits.maxLifetime, PoolLimits{}.maxLifetime);
    EXPECT_EQ(limits.maxIdle, PoolLimits{}.maxIdle);
    EXPECT_EQ(limits.checkAfterIdle, PoolLimits{}.checkAfterIdle);
    EXPECT_EQ(limits.breakerFailures, PoolLimits{}.breakerFailures);
    EXPECT_EQ(limits.breakerProbe, PoolLimits{}.breakerProbe);
    const auto connection = connectionLimits(configuration);
    EXPECT_EQ(connection.connectTimeout, ConnectionLimits{}.connectTimeout);
    EXPECT_EQ(connection.readTimeout, ConnectionLimits{}.readTimeout);
    EXPECT_EQ(connection.answerTimeout, ConnectionLimits{}.answerTimeout);
    EXPECT_EQ(connection.lockTimeout, ConnectionLimits{}.lockTimeout);
    EXPECT_EQ(connection.cachedStatements, ConnectionLimits{}.cachedStatements);
}

TEST(PoolOptionsTest, ValuesReachTheLimits) {
    const groupware::Configuration configuration(
        options(), {{"dbpool.maxConnections", "7"}, {"dbpool.breakerProbe", "50ms"}, {"dbpool.readTimeout", "2500ms"}});
    EXPECT_EQ(poolLimits(configuration).maxConnections, 7);
    EXPECT_EQ(poolLimits(configuration).breakerProbe, 50ms);
    EXPECT_EQ(connectionLimits(configuration).readTimeout, 3s) << "the driver counts whole seconds: rounded up";
}

}  // namespace
}  // namespace dbpool::pool
