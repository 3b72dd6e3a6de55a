#include "dbpool/replication/server_steps.h"

#include <gtest/gtest.h>

namespace {

using dbpool::BinlogState;
using dbpool::divergenceOf;

// (domain, server) -> last sequence

TEST(DivergenceTest, WhoOnlyLacksSomethingMayFollow) {
    EXPECT_EQ(divergenceOf({{{0, 1}, 100}}, {{{0, 1}, 104}, {{0, 2}, 110}}), "");
    EXPECT_EQ(divergenceOf({}, {{{0, 1}, 104}}), "");
}

TEST(DivergenceTest, ATransactionThatNobodyReceivedIsFoundAlthoughTheMasterIsFurther) {
    EXPECT_EQ(divergenceOf({{{0, 1}, 105}}, {{{0, 1}, 104}, {{0, 2}, 110}}), "0-1-105");
    EXPECT_EQ(divergenceOf({{{0, 1}, 104}, {{0, 3}, 120}}, {{{0, 1}, 104}, {{0, 2}, 110}}), "0-3-120");
}

TEST(DivergenceTest, WhatIsOlderThanACommonTransactionIsCommon) {
    // The master was built from a copy and never logged what server 3 wrote long ago.
    EXPECT_EQ(divergenceOf({{{0, 1}, 104}, {{0, 3}, 50}}, {{{0, 1}, 104}}), "");
}

TEST(DivergenceTest, DomainsAreApart) {
    EXPECT_EQ(divergenceOf({{{0, 1}, 104}, {{7, 1}, 9}}, {{{0, 1}, 104}, {{7, 1}, 8}}), "7-1-9");
}

}  // namespace
