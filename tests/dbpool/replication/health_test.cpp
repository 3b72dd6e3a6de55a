#include "dbpool/replication/health.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace std::chrono_literals;
using dbpool::Durability;
using dbpool::GtidPosition;
using dbpool::HealthLevel;
using dbpool::MemberView;
using dbpool::ReceiverState;

/// A healthy strict cluster: "a" is the master, "b" and "c" follow it.
class HealthTest : public testing::Test {
protected:
    HealthTest() {
        for (const auto* const name : {"a", "b", "c"}) {
            MemberView view;
            view.member.name = name;
            auto& report = view.report.emplace();
            report.serverId = static_cast<std::int64_t>(views_.size()) + 1;
            report.cluster = {.term = 4, .masterServerId = 1};
            report.binlog = report.strictGtid = true;
            report.binlogPosition = GtidPosition::parse("0-1-100");
            if (!views_.empty()) {
                report.readOnly = true;
                auto& threads = report.replicas.emplace_back();
                threads.receiver = ReceiverState::Running;
                threads.applierRunning = threads.usesGtid = true;
                threads.masterServerId = 1;
                threads.behind = 0s;
                threads.heartbeatPeriod = 1s;
            }
            views_.push_back(view);
        }
        auto& semiSync = master().semiSync;
        semiSync.masterEnabled = semiSync.masterActive = semiSync.waitsBeforeCommit = semiSync.waitsWithoutReplica =
            true;
        semiSync.timeout = 1h;
        semiSync.acknowledging = 2;
    }

    dbpool::ServerReport& master() { return *views_[0].report; }
    dbpool::ServerReport& b() { return *views_[1].report; }
    dbpool::ReplicaThreads& threadsOfB() { return b().replicas[0]; }
    dbpool::ReplicationHealth health() {
        return dbpool::judge(views_, earlier_, durability_, {.warning = 5s, .critical = 30s});
    }
    void expect(HealthLevel level, const std::string& finding) {
        const auto found = health();
        EXPECT_EQ(found.level, level) << finding;
        EXPECT_NE(std::find(found.findings.begin(), found.findings.end(), finding), found.findings.end())
            << finding << " is not among them; first: " << (found.findings.empty() ? "none" : found.findings[0]);
    }

    std::vector<MemberView> views_;
    std::vector<MemberView> earlier_;
    Durability durability_ = Durability::Strict;
};

TEST_F(HealthTest, AHealthyClusterHasNoFindings) {
    const auto found = health();
    EXPECT_EQ(found.level, HealthLevel::Ok);
    EXPECT_EQ(found.master, "a");
    EXPECT_TRUE(found.findings.empty());
    ASSERT_EQ(found.lags.size(), 2U);
    EXPECT_EQ(found.lags[0].lag, 0s);
}

TEST_F(HealthTest, NoMasterIsCritical) {
    master().readOnly = true;
    expect(HealthLevel::Critical, "no master");
    for (auto& view : views_) view.report.reset();
    expect(HealthLevel::Critical, "no master");
}

TEST_F(HealthTest, TwoMastersOfTheSameTerm) {
    b().readOnly = false;
    b().replicas.clear();
    expect(HealthLevel::Critical, "b: a second server that is not read-only");
    EXPECT_EQ(health().master, "a");  // the term names it
    master().cluster.masterServerId = b().cluster.masterServerId = 9;
    expect(HealthLevel::Critical, "no master");
}

TEST_F(HealthTest, AServerThatIsAway) {
    views_[2].report.reset();
    views_[2].problem = "connection refused";
    expect(HealthLevel::Critical, "c: connection refused");
}

TEST_F(HealthTest, ThreadsThatDoNotRun) {
    threadsOfB().applierRunning = false;
    expect(HealthLevel::Critical, "b: SQL thread does not run");
    threadsOfB().applierErrno = 1062;
    threadsOfB().applierError = "duplicate";
    expect(HealthLevel::Critical, "b: SQL thread: duplicate");
    threadsOfB().receiver = ReceiverState::Connecting;
    expect(HealthLevel::Critical, "b: IO thread does not run");
    b().replicas.clear();
    expect(HealthLevel::Critical, "b: follows nobody; promotedatabase --rejoin b");
}

TEST_F(HealthTest, AReplicaOfTheWrongServer) {
    threadsOfB().masterServerId = 3;
    expect(HealthLevel::Critical, "b: follows a server that is not the master");
}

TEST_F(HealthTest, LagIsJudgedByItsLimits) {
    b().binlogPosition = GtidPosition::parse("0-1-90");
    EXPECT_EQ(health().level, HealthLevel::Ok);
    EXPECT_EQ(health().lags[0].transactions, 10);
    threadsOfB().behind = 5s;
    expect(HealthLevel::Warning, "b: 5 s and 10 transactions behind");
    threadsOfB().behind = 30s;
    expect(HealthLevel::Critical, "b: 30 s and 10 transactions behind");
    b().binlogPosition = GtidPosition::parse("0-1-100");
    EXPECT_EQ(health().level, HealthLevel::Ok);  // it has everything, whatever the seconds say
}

TEST_F(HealthTest, TermsDiffer) {
    b().cluster.term = 3;
    expect(HealthLevel::Warning, "b: knows term 3, the master is of term 4");
}

TEST_F(HealthTest, SettingsThatMakeAPromotionUnsafe) {
    b().strictGtid = false;
    expect(HealthLevel::Warning, "b: gtid_strict_mode is off");
    master().binlog = false;
    expect(HealthLevel::Warning, "a: no binary log");
    threadsOfB().usesGtid = false;
    expect(HealthLevel::Warning, "b: does not replicate by GTID");
}

TEST_F(HealthTest, LessDurableThanPromised) {
    master().semiSync.timeout = 10s;
    expect(HealthLevel::Critical, "a: durability is available instead of strict, a crash may lose commits");
    master().semiSync.timeout = 1h;
    master().semiSync.acknowledging = 0;
    expect(HealthLevel::Critical, "a: no replica acknowledges, writes wait");
    master().semiSync.masterActive = false;
    expect(HealthLevel::Critical, "a: durability is degraded instead of strict, a crash may lose commits");
    master().semiSync.masterEnabled = false;
    expect(HealthLevel::Critical, "a: durability is asynchronous instead of strict, a crash may lose commits");
    durability_ = Durability::Available;
    EXPECT_EQ(health().level, HealthLevel::Ok);
}

TEST_F(HealthTest, AfterCommitIsNotStrict) {
    master().semiSync.waitsBeforeCommit = false;
    expect(HealthLevel::Critical, "a: durability is available instead of strict, a crash may lose commits");
}

TEST_F(HealthTest, SilenceIsFound) {
    earlier_ = views_;
    b().clock += 1500ms;
    expect(HealthLevel::Warning, "b: heard nothing from its master, not even a heartbeat");
    threadsOfB().heartbeats = 1;
    EXPECT_EQ(health().level, HealthLevel::Ok);
}

}  // namespace
