#include "dbpool/replication/master_outage.h"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;
using dbpool::MasterOutage;
using dbpool::ReceiverState;
using State = dbpool::MasterVerdict::State;

/// Servers "a" (master), "b" and "c"; looks at them are a second apart.
class MasterOutageTest : public testing::Test {
protected:
    MasterOutageTest() {
        for (const auto* const name : {"a", "b", "c"}) {
            dbpool::MemberView view;
            view.member.name = name;
            auto& report = view.report.emplace();
            report.serverId = static_cast<std::int64_t>(views_.size()) + 1;
            report.cluster = {.term = 4, .masterServerId = 1};
            if (!views_.empty()) {
                report.readOnly = true;
                auto& threads = report.replicas.emplace_back();
                threads.receiver = ReceiverState::Running;
                threads.masterServerId = 1;
                threads.heartbeatPeriod = 1s;
                threads.heartbeats = 57;
                threads.readPosition = "bin.1:4000";
            }
            views_.push_back(view);
        }
    }
    dbpool::MemberView& a() { return views_[0]; }
    dbpool::ReplicaThreads& threadsOf(std::size_t index) { return views_[index].report->replicas[0]; }
    dbpool::MasterVerdict look() {
        now_ += 1s;
        return outage_.judge(views_, now_);
    }
    /// Its process ended: connections break.
    void killMaster() {
        a().report.reset();
        threadsOf(1).receiver = threadsOf(2).receiver = ReceiverState::Connecting;
    }

    std::vector<dbpool::MemberView> views_;
    MasterOutage outage_{3};
    MasterOutage::Clock::time_point now_;
};

TEST_F(MasterOutageTest, ThreeLooksInARowAreNeeded) {
    EXPECT_EQ(look().state, State::Well);
    killMaster();
    EXPECT_EQ(look().state, State::Suspected);
    EXPECT_EQ(look().reason, "a does not answer");
    const auto lost = look();
    EXPECT_EQ(lost.state, State::Lost);
    EXPECT_EQ(lost.reason, "a does not answer, and no replica hears from the master");
}

TEST_F(MasterOutageTest, OneAnswerBeginsAnew) {
    const auto whole = a().report;
    killMaster();
    (void)look();
    (void)look();
    a().report = whole;
    EXPECT_EQ(look().state, State::Well);
    a().report.reset();
    EXPECT_EQ(look().state, State::Suspected);
    EXPECT_EQ(look().state, State::Suspected);
    EXPECT_EQ(look().state, State::Lost);
}

TEST_F(MasterOutageTest, AReplicaThatHearsHeartbeatsProvesTheMasterAlive) {
    a().report.reset();
    for (int i = 0; i < 10; ++i) {
        ++threadsOf(2).heartbeats;
        const auto verdict = look();
        EXPECT_EQ(verdict.state, State::Suspected) << i;
        EXPECT_EQ(verdict.reason, "a does not answer; b may still hear from it");
    }
    // Events count as well.
    for (int i = 0; i < 10; ++i) {
        threadsOf(1).readPosition = "bin.1:" + std::to_string(5000 + i);
        EXPECT_EQ(look().state, State::Suspected) << i;
    }
}

TEST_F(MasterOutageTest, AConnectedReplicaMustBeSilentForLongerThanHeartbeatsAreApart) {
    threadsOf(1).heartbeatPeriod = threadsOf(2).heartbeatPeriod = 4s;
    a().report.reset();
    for (int i = 0; i < 7; ++i) EXPECT_EQ(look().state, State::Suspected) << i;  // 6 s after the first
    EXPECT_EQ(look().state, State::Lost);

    threadsOf(2).heartbeatPeriod = 0s;
    const auto deaf = look();
    EXPECT_EQ(deaf.state, State::Suspected);
    EXPECT_EQ(deaf.reason,
              "a does not answer; c is connected to the master and cannot tell whether it is alive "
              "(MASTER_HEARTBEAT_PERIOD is 0)");
}

TEST_F(MasterOutageTest, AReplicaThatReachesTheMasterAgainProvesItAlive) {
    killMaster();
    (void)look();
    (void)look();
    threadsOf(1).receiver = ReceiverState::Running;
    threadsOf(1).heartbeats = 0;
    EXPECT_EQ(look().reason, "a does not answer; b may still hear from it");
    threadsOf(1).heartbeats = 1;
    EXPECT_EQ(look().state, State::Suspected);
}

TEST_F(MasterOutageTest, StoppedReceiversWitnessNothing) {
    a().report.reset();
    threadsOf(1).receiver = threadsOf(2).receiver = ReceiverState::Stopped;
    for (int i = 0; i < 5; ++i) EXPECT_EQ(look().state, State::Suspected) << i;
    EXPECT_EQ(look().reason,
              "a does not answer; no replica tries to reach it, so that none can tell whether it is alive");
    threadsOf(2).receiver = ReceiverState::Connecting;
    EXPECT_EQ(look().state, State::Lost);
    // An attempt to promote cut all of them off and failed: what was proven before still holds.
    threadsOf(2).receiver = ReceiverState::Stopped;
    views_[1].report->replicas.clear();
    EXPECT_EQ(look().state, State::Lost);
}

TEST_F(MasterOutageTest, AMasterThatAnswersAndTakesNoWritesIsForAPerson) {
    killMaster();
    (void)look();
    a().report.emplace();
    a().report->serverId = 1;
    a().report->readOnly = true;
    a().report->cluster = {.term = 4, .masterServerId = 1};
    const auto verdict = look();
    EXPECT_EQ(verdict.state, State::Unclear);
    EXPECT_EQ(verdict.reason, "a is named the master and answers, but takes no writes");
    a().report.reset();
    EXPECT_EQ(look().state, State::Suspected);  // counted from the beginning
}

TEST_F(MasterOutageTest, WhateverElseIsOddIsForAPerson) {
    killMaster();
    views_[2].report->readOnly = false;
    views_[2].report->replicas.clear();
    views_[2].report->cluster.term = 3;
    EXPECT_EQ(look().reason, "c takes writes, but is not named the master");
    views_[2].report.reset();
    views_[1].report->cluster.masterServerId = 0;
    EXPECT_EQ(look().reason, "no server is named the master");
    views_[1].report.reset();
    const auto none = look();
    EXPECT_EQ(none.state, State::Unclear);
    EXPECT_EQ(none.reason, "no server answers");
}

}  // namespace
