#include "dbpool/replication/commit_stall.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace {

using namespace std::chrono_literals;
using dbpool::CommitStall;
using dbpool::ServerReport;

class CommitStallTest : public testing::Test {
protected:
    static ServerReport master(std::int64_t waiting, std::int64_t acknowledging,
                               const std::string& position = "0-1-9") {
        ServerReport report;
        report.semiSync.waitingCommits = waiting;
        report.semiSync.acknowledging = acknowledging;
        report.binlogPosition = dbpool::GtidPosition::parse(position);
        return report;
    }
    bool seen(std::chrono::milliseconds at, const ServerReport& report) { return stall_.seen(report, start_ + at); }

    CommitStall stall_;
    const std::chrono::steady_clock::time_point start_{1h};
};

TEST_F(CommitStallTest, CommitsThatWaitForASecondWhileNothingIsWrittenStall) {
    EXPECT_FALSE(seen(0ms, master(1, 1)));
    EXPECT_FALSE(seen(999ms, master(3, 1)));
    EXPECT_TRUE(seen(1000ms, master(3, 1)));
    EXPECT_FALSE(seen(1500ms, master(3, 1)));
    EXPECT_TRUE(seen(2000ms, master(3, 1))) << "again, if it did not help";
}

TEST_F(CommitStallTest, NobodyWaits) {
    for (const auto at : {0s, 1s, 2s, 3s}) EXPECT_FALSE(seen(at, master(0, 2)));
}

TEST_F(CommitStallTest, NobodyCouldAcknowledge) {
    for (const auto at : {0s, 1s, 2s, 3s}) EXPECT_FALSE(seen(at, master(2, 0)));
    EXPECT_FALSE(seen(4s, master(2, 1))) << "only connected";
    EXPECT_TRUE(seen(5s, master(2, 1)));
}

TEST_F(CommitStallTest, ABusyMasterDoesNotStallThoughSomeAlwaysWait) {
    for (int second = 0; second < 10; ++second)
        EXPECT_FALSE(seen(std::chrono::seconds(second), master(5, 1, "0-1-" + std::to_string(second + 1))));
}

}  // namespace
