#include "dbpool/routing/statement_text.h"

#include <gtest/gtest.h>

namespace {

using dbpool::gatedText;

TEST(StatementTextTest, TheStateComesFirstWithAPlaceForEveryColumn) {
    EXPECT_EQ(gatedText("SELECT id, IF(a, 'x,y', b) FROM note WHERE cid = ? AND id = ?"),
              "(SELECT seq, epoch, @@read_only, NULL, NULL FROM ctx_state WHERE cid = ?) UNION ALL "
              "(SELECT NULL, NULL, NULL, id, IF(a, 'x,y', b) FROM note WHERE cid = ? AND id = ?)");
}

TEST(StatementTextTest, DistinctStaysInFront) {
    EXPECT_EQ(gatedText("SELECT DISTINCT text FROM note WHERE cid = ?"),
              "(SELECT seq, epoch, @@read_only, NULL FROM ctx_state WHERE cid = ?) UNION ALL "
              "(SELECT DISTINCT NULL, NULL, NULL, text FROM note WHERE cid = ?)");
}

TEST(StatementTextTest, AnOrderNeedsALimitToCount) {
    const auto limited = gatedText("SELECT id FROM note WHERE cid = ? ORDER BY id LIMIT ?");
    EXPECT_TRUE(limited->ends_with("ORDER BY id LIMIT ?)")) << *limited;
    const auto all = gatedText("SELECT id FROM note WHERE cid = ? ORDER BY id");
    EXPECT_TRUE(all->ends_with("ORDER BY id LIMIT 9223372036854775807)")) << *all;
    const auto inside = gatedText("SELECT (SELECT x FROM y ORDER BY x LIMIT 1) FROM note WHERE cid = ? ORDER BY id");
    EXPECT_TRUE(inside->ends_with("ORDER BY id LIMIT 9223372036854775807)")) << *inside;
}

TEST(StatementTextTest, WhatCannotBeAHalfIsLeftAlone) {
    EXPECT_EQ(gatedText("WITH RECURSIVE up AS (SELECT 1) SELECT id FROM up"), std::nullopt);
    EXPECT_EQ(gatedText("SELECT id FROM note WHERE cid = ? UNION SELECT 1"), std::nullopt);
    EXPECT_EQ(gatedText("SELECT 1"), std::nullopt);
    EXPECT_NE(gatedText("SELECT ' UNION ' FROM note WHERE cid = ?"), std::nullopt);
}

}  // namespace
