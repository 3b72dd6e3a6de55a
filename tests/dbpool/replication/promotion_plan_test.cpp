#include "dbpool/replication/promotion_plan.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

namespace {

using dbpool::GtidPosition;
using dbpool::MemberView;
using dbpool::ReceiverState;

/// "a" was made the master by hand, and the config DB does not know yet; "b" and "c" follow it.
class PromotionPlanTest : public testing::Test {
protected:
    PromotionPlanTest() {
        for (const auto* const name : {"a", "b", "c"}) {
            MemberView view;
            view.member.name = name;
            auto& report = view.report.emplace();
            report.serverId = static_cast<std::int64_t>(views_.size()) + 1;
            report.cluster = {.term = 4, .masterServerId = 1};
            report.binlog = report.logsReplicated = true;
            report.binlogPosition = GtidPosition::parse("0-1-100");
            if (!views_.empty()) {
                report.readOnly = true;
                auto& threads = report.replicas.emplace_back();
                threads.receiver = ReceiverState::Running;
                threads.applierRunning = threads.usesGtid = true;
                threads.masterServerId = 1;
                threads.received = GtidPosition::parse("0-1-100");
            }
            views_.push_back(view);
        }
        request_.registeredMaster = "c";
    }
    dbpool::ServerReport& b() { return *views_[1].report; }

    std::vector<MemberView> views_;
    dbpool::PromotionRequest request_;
};

TEST_F(PromotionPlanTest, APromotionByHandIsFinished) {
    const auto plan = dbpool::planPromotion(views_, request_);
    EXPECT_EQ(plan.kind, dbpool::PromotionKind::Finish);
    EXPECT_EQ(plan.candidate, 0U);
    EXPECT_EQ(plan.followers, (std::vector<std::size_t>{1, 2}));
}

TEST_F(PromotionPlanTest, WhoFollowsTheMasterMayHaveBeenLookedAtAfterItsNextCommits) {
    b().replicas.front().received = GtidPosition::parse("0-1-103");
    EXPECT_EQ(dbpool::planPromotion(views_, request_).candidate, 0U);
}

TEST_F(PromotionPlanTest, WhoReceivesFromAnotherHasCommitsThatTheMasterLacks) {
    b().replicas.front().received = GtidPosition::parse("0-3-103");
    b().replicas.front().masterServerId = 3;
    EXPECT_THROW((void)dbpool::planPromotion(views_, request_), groupware::Error);
}

TEST_F(PromotionPlanTest, WhoCannotConnectToTheMasterMayHaveCommitsThatItLacks) {
    b().replicas.front().received = GtidPosition::parse("0-3-103");
    b().replicas.front().receiver = ReceiverState::Connecting;
    EXPECT_THROW((void)dbpool::planPromotion(views_, request_), groupware::Error);
}

}  // namespace
