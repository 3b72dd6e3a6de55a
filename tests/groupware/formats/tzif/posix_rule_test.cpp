#include "groupware/formats/tzif/posix_rule.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

namespace groupware::formats::tzif {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year;

sys_seconds at(int y, unsigned month, unsigned day, seconds time = seconds(0)) {
    return sys_days(year(y) / std::chrono::month(month) / std::chrono::day(day)) + time;
}

seconds offset(std::string_view rule, sys_seconds when) {
    return PosixRule::parse(rule, true).offsetAt(when);
}

/// The rule changes from one offset to the other at this second.
void expectChange(std::string_view rule, sys_seconds when, seconds before, seconds after) {
    EXPECT_EQ(offset(rule, when - seconds(1)), before) << rule;
    EXPECT_EQ(offset(rule, when), after) << rule;
}

TEST(PosixRule, WithoutDaylightSavingTimeIsOneOffsetForEver) {
    for (const auto when : {at(-5000, 1, 1), at(2026, 7, 1), sys_seconds::min(), sys_seconds::max()}) {
        EXPECT_EQ(offset("<+0545>-5:45", when), hours(5) + minutes(45));
        EXPECT_EQ(offset("EST5", when), -hours(5));
        EXPECT_EQ(offset("ABC-1:02:03", when), hours(1) + minutes(2) + seconds(3));
    }
}

TEST(PosixRule, ChangesOnTheLastSundayInTheLocalTimeBeforeTheChange) {
    constexpr auto kBerlin = "CET-1CEST,M3.5.0,M10.5.0/3";
    expectChange(kBerlin, at(2060, 3, 28, hours(1)), hours(1), hours(2));
    expectChange(kBerlin, at(2060, 10, 31, hours(1)), hours(2), hours(1));
    expectChange(kBerlin, at(2026, 3, 29, hours(1)), hours(1), hours(2));
}

TEST(PosixRule, ChangesOnTheNthSunday) {
    constexpr auto kNewYork = "EST5EDT,M3.2.0,M11.1.0";
    expectChange(kNewYork, at(2026, 3, 8, hours(7)), -hours(5), -hours(4));
    expectChange(kNewYork, at(2026, 11, 1, hours(6)), -hours(4), -hours(5));
}

TEST(PosixRule, OfTheSouthIsDaylightSavingTimeAtNewYear) {
    constexpr auto kSydney = "AEST-10AEDT,M10.1.0,M4.1.0/3";
    expectChange(kSydney, at(2060, 4, 3, hours(16)), hours(11), hours(10));
    expectChange(kSydney, at(2060, 10, 2, hours(16)), hours(10), hours(11));
    EXPECT_EQ(offset(kSydney, at(2060, 1, 1)), hours(11));
    EXPECT_EQ(offset(kSydney, at(2060, 12, 31, hours(23))), hours(11));
}

TEST(PosixRule, MayGoBackInWinterOrJumpTwoHours) {
    constexpr auto kDublin = "IST-1GMT0,M10.5.0,M3.5.0/1";
    expectChange(kDublin, at(2026, 3, 29, hours(1)), hours(0), hours(1));
    expectChange(kDublin, at(2026, 10, 25, hours(1)), hours(1), hours(0));
    expectChange("<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", at(2026, 3, 29, hours(1)), hours(0), hours(2));
}

TEST(PosixRule, TimesOfDayMayLieOutsideOfTheDay) {
    constexpr auto kNuuk = "<-02>2<-01>,M3.5.0/-1,M10.5.0/0";
    expectChange(kNuuk, at(2060, 3, 28, hours(1)), -hours(2), -hours(1));
    expectChange(kNuuk, at(2060, 10, 31, hours(1)), -hours(1), -hours(2));
    // Five days before New Year, and the change itself falls into the year before.
    expectChange("AAA0BBB,J1/-120,J100", at(2025, 12, 27), hours(0), hours(1));
    expectChange("AAA0BBB,J100,J365/120", at(2027, 1, 4, hours(23)), hours(1), hours(0));
}

TEST(PosixRule, CountsDaysWithAndWithoutTheLeapDay) {
    expectChange("AAA0BBB,J60/0,J300", at(2028, 3, 1), hours(0), hours(1));
    expectChange("AAA0BBB,J60/0,J300", at(2027, 3, 1), hours(0), hours(1));
    expectChange("AAA0BBB,J59/0,J300", at(2028, 2, 28), hours(0), hours(1));
    expectChange("AAA0BBB,59/0,300", at(2028, 2, 29), hours(0), hours(1));
    expectChange("AAA0BBB,59/0,300", at(2027, 3, 1), hours(0), hours(1));
}

// RFC 9636 section 3.3.1: both are all-year daylight saving time.
TEST(PosixRule, DaylightSavingTimeMayLastAllYear) {
    for (auto when = at(2027, 12, 30); when < at(2029, 1, 3); when += hours(1)) {
        EXPECT_EQ(offset("EST5EDT,0/0,J365/25", when), -hours(4));
        EXPECT_EQ(offset("XXX3EDT4,0/0,J365/23", when), -hours(4));
    }
}

TEST(PosixRule, HoldsForEver) {
    constexpr auto kBerlin = "CET-1CEST,M3.5.0,M10.5.0/3";
    for (const int cycles : {-100'000, -3, 1, 100'000}) {
        const auto shift = std::chrono::days(146'097) * cycles;
        expectChange(kBerlin, at(2026, 3, 29, hours(1)) + shift, hours(1), hours(2));
    }
    EXPECT_NO_THROW((void)offset(kBerlin, sys_seconds::min()));
    EXPECT_NO_THROW((void)offset(kBerlin, sys_seconds::max()));
}

TEST(PosixRule, AnythingElseIsRefused) {
    for (const char* broken : {"",
                               "CE-1",
                               "CET",
                               "CET-",
                               "CET-25",
                               "CET-1:60",
                               "CET-1:00:60",
                               "<CET-1",
                               "<C T>-1",
                               "CET-1CEST",
                               "CET-1CEST,M3.5.0",
                               "CET-1CEST,M3.5.0,",
                               "CET-1CEST,M13.5.0,M10.5.0",
                               "CET-1CEST,M0.5.0,M10.5.0",
                               "CET-1CEST,M3.6.0,M10.5.0",
                               "CET-1CEST,M3.0.0,M10.5.0",
                               "CET-1CEST,M3.5.7,M10.5.0",
                               "CET-1CEST,M3.5,M10.5.0",
                               "CET-1CEST,J0,J3",
                               "CET-1CEST,J366,J3",
                               "CET-1CEST,366,3",
                               "CET-1CEST,M3.5.0/168,M10.5.0",
                               "CET-1CEST,M3.5.0/-168,M10.5.0",
                               "CET-1CEST,M3.5.0,M10.5.0/3 ",
                               "CET-1CEST,M3.5.0,M10.5.0,",
                               "CET-1\nCET-1",
                               "CET-00001",
                               "CET--1"}) {
        EXPECT_THROW((void)PosixRule::parse(broken, true), Error) << broken;
    }
    EXPECT_THROW((void)PosixRule::parse("AAA0BBB,J1/25,J9", false), Error);
    EXPECT_THROW((void)PosixRule::parse("AAA0BBB,J1/-1,J9", false), Error);
    EXPECT_NO_THROW((void)PosixRule::parse("AAA0BBB,J1/24,J9", false));
}

}  // namespace
}  // namespace groupware::formats::tzif
