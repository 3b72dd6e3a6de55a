#include "dbpool/replication/master_choice.h"

#include <gtest/gtest.h>

#include <vector>

namespace {

using dbpool::chooseMaster;
using dbpool::MasterChoice;
using dbpool::MasterQuestion;
using dbpool::ServerReport;

using Reports = std::vector<std::optional<ServerReport>>;

ServerReport master(std::int64_t serverId, std::int64_t term, std::int64_t named) {
    ServerReport report;
    report.serverId = serverId;
    report.cluster = {.term = term, .masterServerId = named};
    return report;
}

ServerReport replica(std::int64_t serverId, std::int64_t term, std::int64_t named) {
    ServerReport report = master(serverId, term, named);
    report.readOnly = true;
    report.replicas.emplace_back();
    report.replicas.front().receiver = dbpool::ReceiverState::Running;
    report.replicas.front().applierRunning = true;
    return report;
}

MasterChoice choose(const Reports& reports, std::int64_t term, std::optional<std::size_t> current = {}) {
    return chooseMaster(
        {.reports = reports, .highestTerm = term, .current = current, .registered = 0, .mayFollowUnnamed = true});
}

TEST(MasterChoiceTest, TheMasterIsWhoIsWritableAndFollowsNobody) {
    EXPECT_EQ(choose({replica(1, 1, 2), master(2, 1, 2)}, 1).master, 1U);
    EXPECT_EQ(choose({replica(1, 1, 2), replica(2, 1, 2)}, 1).master, std::nullopt);
    ServerReport writableReplica = replica(1, 1, 1);
    writableReplica.readOnly = false;
    EXPECT_EQ(choose({writableReplica}, 1).master, std::nullopt);
    EXPECT_EQ(choose({std::nullopt, std::nullopt}, 1).master, std::nullopt);
}

TEST(MasterChoiceTest, AHigherTermWinsWhoeverIsInUse) {
    const MasterChoice choice = choose({master(1, 1, 1), master(2, 2, 2)}, 2, 0);
    EXPECT_EQ(choice.master, 1U);
    EXPECT_FALSE(choice.contested);
}

TEST(MasterChoiceTest, ATermOnceSeenIsNotGoneBackFrom) {
    EXPECT_EQ(choose({master(1, 1, 1), std::nullopt}, 2, 0).master, std::nullopt);
    EXPECT_EQ(choose({master(1, 1, 1), replica(2, 2, 2)}, 2, 0).master, std::nullopt) << "it is being promoted";
}

TEST(MasterChoiceTest, AmongEqualTermsTheNamedOneIsTheMasterAndTheOtherAnAlarm) {
    const MasterChoice choice = choose({master(1, 1, 2), master(2, 1, 2)}, 1, 0);
    EXPECT_EQ(choice.master, 1U);
    EXPECT_TRUE(choice.contested);
}

TEST(MasterChoiceTest, WhereNobodyIsNamedTheOneInUseStaysElseTheRegisteredOne) {
    const Reports both{master(1, 1, 0), master(2, 1, 0)};
    EXPECT_EQ(choose(both, 1, 1).master, 1U);
    EXPECT_EQ(choose(both, 1).master, 0U);
    EXPECT_TRUE(choose(both, 1).contested);
    EXPECT_EQ(choose({std::nullopt, master(2, 1, 0), master(3, 1, 0)}, 1).master, std::nullopt);
}

TEST(MasterChoiceTest, TwoAddressesOfOneServerAreNoContest) {
    const MasterChoice choice = choose({std::nullopt, master(2, 1, 2), master(2, 1, 2)}, 1);
    EXPECT_EQ(choice.master, 1U);
    EXPECT_FALSE(choice.contested);
}

TEST(MasterChoiceTest, OneThatIsNotNamedIsFollowedOnlyWhenTheNamedOneIsSurelyAway) {
    const Reports reports{std::nullopt, master(2, 1, 1)};
    MasterQuestion question{.reports = reports, .highestTerm = 1, .current = {}, .registered = 0};
    EXPECT_EQ(chooseMaster(question).master, std::nullopt);
    question.mayFollowUnnamed = true;
    EXPECT_EQ(chooseMaster(question).master, 1U);
    question.mayFollowUnnamed = false;
    question.current = 1;
    EXPECT_EQ(chooseMaster(question).master, 1U) << "it stays";
}

TEST(MasterChoiceTest, AReplicaServesReadsUnlessItGoesItsOwnWayOrWasLeftBehind) {
    EXPECT_TRUE(dbpool::mayServeReads(replica(2, 1, 1), 1));
    EXPECT_TRUE(dbpool::mayServeReads(replica(2, 1, 1), 2)) << "it follows and will hear of the new term";
    EXPECT_FALSE(dbpool::mayServeReads(master(2, 2, 1), 2));
    ServerReport stopped = replica(2, 1, 1);
    stopped.replicas.clear();
    EXPECT_TRUE(dbpool::mayServeReads(stopped, 1));
    EXPECT_FALSE(dbpool::mayServeReads(stopped, 2));
}

}  // namespace
