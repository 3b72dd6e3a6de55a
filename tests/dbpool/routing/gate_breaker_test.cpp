#include "dbpool/routing/gate_breaker.h"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;

class GateBreakerTest : public testing::Test {
protected:
    void miss(int times) {
        for (int i = 0; i < times; ++i) breaker_.missed(now_);
    }

    dbpool::GateBreaker::Instant now_;
    dbpool::GateBreaker breaker_{3, 1'000ms};
};

TEST_F(GateBreakerTest, OpensAfterThreeMissesInARow) {
    miss(2);
    breaker_.passed();
    miss(2);
    EXPECT_TRUE(breaker_.allows(now_));
    miss(1);
    EXPECT_FALSE(breaker_.allows(now_));
    EXPECT_FALSE(breaker_.allows(now_ + 999ms));
}

TEST_F(GateBreakerTest, LetsOneProbeInPerInterval) {
    miss(3);
    now_ += 1'000ms;
    EXPECT_TRUE(breaker_.allows(now_));
    EXPECT_FALSE(breaker_.allows(now_));
    EXPECT_FALSE(breaker_.allows(now_ + 999ms));
    EXPECT_TRUE(breaker_.allows(now_ + 1'000ms));
}

TEST_F(GateBreakerTest, APassedProbeClosesAndAMissedOneWaitsAgain) {
    miss(3);
    now_ += 1'000ms;
    EXPECT_TRUE(breaker_.allows(now_));
    miss(1);
    EXPECT_FALSE(breaker_.allows(now_ + 999ms));
    now_ += 1'000ms;
    EXPECT_TRUE(breaker_.allows(now_));
    breaker_.passed();
    EXPECT_TRUE(breaker_.allows(now_));
    miss(2);
    EXPECT_TRUE(breaker_.allows(now_));
}

}  // namespace
