#include "dbpool/replication/gtid.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

namespace {

using dbpool::Gtid;
using dbpool::GtidPosition;

GtidPosition at(std::string_view text) {
    return GtidPosition::parse(text);
}

TEST(GtidPositionTest, ReadsWhatTheServerWrites) {
    EXPECT_EQ(at("0-1-100,7-4294967295-42").text(), "0-1-100,7-4294967295-42");
    EXPECT_EQ(at("0-1-100").domains().at(0), (Gtid{.domain = 0, .server = 1, .sequence = 100}));
    EXPECT_TRUE(at("").empty());
    EXPECT_EQ(at("").text(), "");
    EXPECT_EQ(at("0-1-9223372036854775807").sequence(0), 9223372036854775807);
}

TEST(GtidPositionTest, TheLastOfADomainCounts) {
    EXPECT_EQ(at("0-1-5,0-2-9,0-3-7").text(), "0-2-9");  // as gtid_binlog_state lists them
}

TEST(GtidPositionTest, RefusesWhatIsNone) {
    for (const auto* const text : {"0", "0-1", "0-1-", "-1-2", "0-1-2,", ",0-1-2", "0-1-2-3", "a-1-2", "0-1-2 ",
                                   "0--1-2", "0-1-99999999999999999999", "3E11FA47-71CA-11E1-9E33-C80AA9429562:23"}) {
        EXPECT_THROW((void)at(text), groupware::Error) << text;
    }
}

TEST(GtidPositionTest, DistanceIsWhatIsMissingInEveryDomain) {
    EXPECT_EQ(at("0-1-90").distanceTo(at("0-1-100")), 10);
    EXPECT_EQ(at("0-1-100").distanceTo(at("0-1-90")), 0);
    EXPECT_EQ(at("0-1-90,7-1-1").distanceTo(at("0-1-100,7-1-4")), 13);
    EXPECT_EQ(at("0-1-90,7-1-9").distanceTo(at("0-1-100,7-1-4")), 10);  // ahead in one domain makes up for nothing
    EXPECT_EQ(at("").distanceTo(at("3-1-5")), 5);
    EXPECT_EQ(at("3-1-5").distanceTo(at("")), 0);
}

TEST(GtidPositionTest, CoversIsDistanceZero) {
    EXPECT_TRUE(at("0-2-100,7-1-4").covers(at("0-1-100")));  // the same sequence, whoever wrote it
    EXPECT_FALSE(at("0-1-100").covers(at("7-1-1")));
    EXPECT_TRUE(at("").covers(at("")));
}

TEST(GtidPositionTest, RaisingTakesTheHigherOfEachDomain) {
    GtidPosition position = at("0-1-100,7-1-4");
    position.raiseTo(at("0-1-90,7-2-6,9-1-1"));
    EXPECT_EQ(position.text(), "0-1-100,7-2-6,9-1-1");
}

}  // namespace
