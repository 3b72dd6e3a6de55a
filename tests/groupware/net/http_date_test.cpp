#include "groupware/net/http_date.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace groupware::net {
namespace {

std::string dateOf(std::int64_t seconds) {
    std::string text;
    appendHttpDate(text, Instant(std::chrono::seconds(seconds)));
    return text;
}

TEST(HttpDateTest, IsTheExampleOfRfc9110) {
    EXPECT_EQ(dateOf(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(HttpDateTest, KnowsLeapDaysAndYearEnds) {
    EXPECT_EQ(dateOf(1709164799), "Wed, 28 Feb 2024 23:59:59 GMT");
    EXPECT_EQ(dateOf(1709164800), "Thu, 29 Feb 2024 00:00:00 GMT");
    EXPECT_EQ(dateOf(1735689599), "Tue, 31 Dec 2024 23:59:59 GMT");
}

}  // namespace
}  // namespace groupware::net
