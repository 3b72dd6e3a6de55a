#include "dbpool/pool/circuit_breaker.h"

#include <gtest/gtest.h>

namespace dbpool {
namespace {

using namespace std::chrono_literals;

class CircuitBreakerTest : public testing::Test {
protected:
    static constexpr CircuitBreaker::Clock::time_point kStart{1000s};
    CircuitBreaker breaker_{3, 1s};

    void openIt() {
        for (int failure = 0; failure < 3; ++failure) breaker_.failed(kStart, "refused");
    }
};

TEST_F(CircuitBreakerTest, OpensAfterSoManyFailuresInARow) {
    breaker_.failed(kStart, "refused");
    breaker_.failed(kStart, "refused");
    breaker_.succeeded();
    breaker_.failed(kStart, "refused");
    breaker_.failed(kStart, "refused");
    EXPECT_FALSE(breaker_.open());
    EXPECT_TRUE(breaker_.admit(kStart));
    breaker_.failed(kStart, "refused again");
    EXPECT_TRUE(breaker_.open());
    EXPECT_EQ(breaker_.reason(), "refused again");
}

TEST_F(CircuitBreakerTest, LetsOneProbeThroughPerInterval) {
    openIt();
    EXPECT_FALSE(breaker_.admit(kStart + 999ms));
    EXPECT_TRUE(breaker_.admit(kStart + 1s));
    EXPECT_FALSE(breaker_.admit(kStart + 5s)) << "one probe is under way";
    breaker_.failed(kStart + 5s, "refused");
    EXPECT_FALSE(breaker_.admit(kStart + 5999ms));
    EXPECT_TRUE(breaker_.admit(kStart + 6s));
}

TEST_F(CircuitBreakerTest, AServerThatWentSilentIsProbedAtOnceByOneAlone) {
    breaker_.wentSilent(kStart, "no answer");
    EXPECT_TRUE(breaker_.open());
    EXPECT_EQ(breaker_.reason(), "no answer");
    EXPECT_TRUE(breaker_.admit(kStart));
    breaker_.wentSilent(kStart, "another one waited, too");
    EXPECT_FALSE(breaker_.admit(kStart + 5s)) << "one probe is under way";
    breaker_.failed(kStart + 5s, "no answer");
    EXPECT_FALSE(breaker_.admit(kStart + 5999ms));
    EXPECT_TRUE(breaker_.admit(kStart + 6s));
}

TEST_F(CircuitBreakerTest, ClosesWhenAProbeSucceeds) {
    openIt();
    ASSERT_TRUE(breaker_.admit(kStart + 1s));
    breaker_.succeeded();
    EXPECT_FALSE(breaker_.open());
    EXPECT_TRUE(breaker_.admit(kStart + 1s));
    EXPECT_TRUE(breaker_.admit(kStart + 1s));
}

}  // namespace
}  // namespace dbpool
