#include "groupware/folders/rights.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace groupware::folders {
namespace {

TEST(RightsTest, TheRolesOfOpenXchangeHaveTheirNumbers) {
    EXPECT_EQ(kOwnerRights.bits(), 403710016);
    EXPECT_EQ(kViewerRights.bits(), 257);
    EXPECT_EQ(kReviewerRights.bits(), 33025);
    EXPECT_EQ(kAuthorRights.bits(), 4227332);
    EXPECT_EQ(kAdministratorRights.bits(), 272662788);
}

TEST(RightsTest, NumbersReadBackToWhatTheyWereMadeOf) {
    for (const auto& rights : {kOwnerRights, kViewerRights, kReviewerRights, kAuthorRights, kAdministratorRights,
                               Rights{}, Rights{.folder = 2, .read = 1, .write = 1, .remove = 1}}) {
        EXPECT_EQ(rightsFromBits(rights.bits()), rights) << rights.bits();
    }
}

TEST(RightsTest, OtherLevelsAndBitsAreRefused) {
    for (const std::int64_t bits : {std::int64_t{3}, std::int64_t{5}, std::int64_t{65}, std::int64_t{127},
                                    std::int64_t{4} << 7, std::int64_t{3} << 14, std::int64_t{4} << 21,
                                    std::int64_t{1} << 29, std::int64_t{-1}, std::int64_t{1} << 62}) {
        try {
            (void)rightsFromBits(bits);
            ADD_FAILURE() << bits;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadRequest) << bits;
        }
    }
}

TEST(RightsTest, AHigherLevelImpliesAllLowerOnes) {
    using P = Permission;
    const std::array<std::pair<Rights, std::array<bool, 10>>, 9> rows{{
        //                                  see    create sub    rOwn   rAll   wOwn   wAll   dOwn   dAll   admin
        {Rights{}, {false, false, false, false, false, false, false, false, false, false}},
        {Rights{.folder = 1}, {true, false, false, false, false, false, false, false, false, false}},
        {Rights{.folder = 2}, {true, true, false, false, false, false, false, false, false, false}},
        {Rights{.folder = 4, .read = 1}, {true, true, true, true, false, false, false, false, false, false}},
        {Rights{.folder = 1, .read = 2}, {true, false, false, true, true, false, false, false, false, false}},
        {Rights{.folder = 1, .write = 1}, {true, false, false, false, false, true, false, false, false, false}},
        {Rights{.folder = 1, .write = 64}, {true, false, false, false, false, true, true, false, false, false}},
        {Rights{.folder = 1, .remove = 2}, {true, false, false, false, false, false, false, true, true, false}},
        {kOwnerRights, {true, true, true, true, true, true, true, true, true, true}},
    }};
    const std::array<P, 10> permissions{P::SeeFolder, P::CreateObjects, P::CreateSubfolders, P::ReadOwn,   P::ReadAll,
                                        P::WriteOwn,  P::WriteAll,      P::DeleteOwn,        P::DeleteAll, P::Admin};
    for (const auto& [rights, expected] : rows) {
        for (std::size_t i = 0; i < permissions.size(); ++i) {
            EXPECT_EQ(rights.allows(permissions[i]), expected[i]) << rights.bits() << " permission " << i;
        }
    }
}

TEST(RightsTest, SeveralEntriesGiveTheHighestOfEachLevel) {
    EXPECT_EQ(combine(kViewerRights, {.folder = 4, .write = 1}), (Rights{.folder = 4, .read = 2, .write = 1}));
    EXPECT_EQ(combine(kViewerRights, kOwnerRights), kOwnerRights);
}

TEST(RightsTest, OwnObjectsNeedTheOwnLevelAndOthersTheAllLevel) {
    const Rights rights{.folder = 1, .read = 2, .write = 1};
    EXPECT_TRUE(rights.mayRead(false));
    EXPECT_TRUE(rights.mayWrite(true));
    EXPECT_FALSE(rights.mayWrite(false));
    EXPECT_FALSE(rights.mayRemove(true));
}

}  // namespace
}  // namespace groupware::folders
