#include "groupware/main/cluster_clock.h"

#include <gtest/gtest.h>

#include <vector>

namespace groupware::main {
namespace {

using namespace std::chrono_literals;

class SetClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return now_; }
    void set(Instant now) { now_ = now; }

private:
    Instant now_{};
};

class ClusterClockTest : public testing::Test {
protected:
    static constexpr Instant kNoon{1'790'000'000s};

    ClusterClockTest() { own_.set(kNoon); }

    void expectAbout(Instant expected) const {
        const Instant now = clock_.now();
        EXPECT_GE(now, expected - 10s);
        EXPECT_LE(now, expected + 10s);
    }

    SetClock own_;
    std::vector<Instant> servers_;
    ClusterClock clock_{own_, [this] { return servers_; }, 0ms};
};

TEST_F(ClusterClockTest, WithoutServersItIsThisMachines) {
    expectAbout(kNoon);
}

TEST_F(ClusterClockTest, AMachineWhoseClockJumpsGoesByTheServers) {
    servers_ = {kNoon, kNoon, kNoon};
    own_.set(kNoon + 2h);
    expectAbout(kNoon);
    servers_ = {kNoon};
    expectAbout(kNoon);
}

TEST_F(ClusterClockTest, OneServerWhoseClockJumpsChangesNothing) {
    servers_ = {kNoon - 2h, kNoon, kNoon};
    expectAbout(kNoon);
    servers_ = {kNoon, kNoon + 2h};
    expectAbout(kNoon);
}

TEST_F(ClusterClockTest, GoesOnWhileNoServerAnswers) {
    servers_ = {kNoon};
    expectAbout(kNoon);
    servers_.clear();
    own_.set(kNoon + 2h);
    expectAbout(kNoon);
}

TEST_F(ClusterClockTest, FollowsAServerThatIsSetRight) {
    servers_ = {kNoon - 2h};
    expectAbout(kNoon - 2h);
    servers_ = {kNoon};
    expectAbout(kNoon);
}

}  // namespace
}  // namespace groupware::main
