#include "groupware/base/freshness.h"

#include <gtest/gtest.h>

namespace groupware {
namespace {

CommitToken token(std::int64_t epoch, std::int64_t term, std::int64_t seq) {
    return {.context = {7}, .epoch = epoch, .term = term, .seq = {seq}, .gtid = "0-1-" + std::to_string(seq)};
}

/// The seq that a read must see after the state `from` was raised by `by`.
std::int64_t raised(const CommitToken& from, const CommitToken& by) {
    auto freshness = Freshness::atLeast(from);
    freshness.raise(by);
    return freshness.state().seq.value;
}

TEST(FreshnessTest, OnlyALaterStateRaisesIt) {
    EXPECT_EQ(raised(token(2, 3, 100), token(2, 3, 101)), 101);
    EXPECT_EQ(raised(token(2, 3, 100), token(2, 3, 99)), 100);
}

TEST(FreshnessTest, APlacementOrAPromotionThatIsOverNeverRaisesItHoweverHighItsNumbers) {
    EXPECT_EQ(raised(token(2, 3, 100), token(1, 3, 900)), 100);
    EXPECT_EQ(raised(token(2, 3, 100), token(2, 2, 900)), 100);
    EXPECT_EQ(raised(token(2, 3, 100), token(1, 9, 900)), 100);
}

TEST(FreshnessTest, ALaterPlacementOrPromotionRaisesItHoweverLowItsNumbers) {
    EXPECT_EQ(raised(token(2, 3, 100), token(3, 3, 5)), 5);
    EXPECT_EQ(raised(token(2, 3, 100), token(2, 4, 5)), 5);
    EXPECT_EQ(raised(token(2, 3, 100), token(3, 1, 5)), 5);
}

TEST(FreshnessTest, AnotherContextsStateSaysNothing) {
    auto other = token(9, 9, 900);
    other.context = {8};
    EXPECT_EQ(raised(token(2, 3, 100), other), 100);
}

TEST(FreshnessTest, StrictStaysStrictAndEventualBecomesTheState) {
    auto strict = Freshness::strict();
    strict.raise(token(1, 1, 1));
    EXPECT_EQ(strict.kind(), Freshness::Kind::Strict);
    auto eventual = Freshness::eventual();
    eventual.raise(token(1, 1, 1));
    ASSERT_EQ(eventual.kind(), Freshness::Kind::AtLeast);
    EXPECT_EQ(eventual.state().seq, Seq{1});
}

}  // namespace
}  // namespace groupware
