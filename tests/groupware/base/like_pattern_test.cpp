#include "groupware/base/like_pattern.h"

#include <gtest/gtest.h>

namespace groupware {
namespace {

TEST(LikePattern, IsSubstringUnlessItHasWildcards) {
    EXPECT_EQ(likePattern("offer"), "%offer%");
    EXPECT_EQ(likePattern("*.pdf"), "%.pdf");
    EXPECT_EQ(likePattern("a?c"), "a_c");
    EXPECT_EQ(likePattern("100%_\\"), "%100\\%\\_\\\\%");
    EXPECT_EQ(likePattern(""), "%%");
}

TEST(LikePattern, AtStartAnythingMayFollow) {
    EXPECT_EQ(likePattern("offer", Match::AtStart), "offer%");
    EXPECT_EQ(likePattern("*x", Match::AtStart), "%x%");
}

}  // namespace
}  // namespace groupware
