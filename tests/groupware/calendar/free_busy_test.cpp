#include "groupware/calendar/free_busy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <ostream>
#include <random>
#include <string>
#include <vector>

namespace groupware::calendar {

void PrintTo(const BusyPeriod& period, std::ostream* out) {
    *out << "[" << period.from.time_since_epoch().count() << "," << period.to.time_since_epoch().count() << ") "
         << static_cast<int>(period.busy);
}

namespace {

using std::chrono::milliseconds;
using Periods = std::vector<BusyPeriod>;

BusyPeriod period(std::int64_t from, std::int64_t to, Busy busy = Busy::Busy) {
    return {.from = Instant(milliseconds(from)), .to = Instant(milliseconds(to)), .busy = busy};
}

TEST(Merged, PeriodsAreDisjointAndTheStrongestCounts) {
    struct Case {
        const char* why;
        Periods given;
        Periods wanted;
    };
    const auto tentative = Busy::Tentative;
    const auto away = Busy::Unavailable;
    const std::array cases{
        Case{"nothing", {}, {}},
        Case{"free and empty ones are left out", {period(1, 5, Busy::Free), period(7, 7)}, {}},
        Case{"by start", {period(5, 6), period(1, 2)}, {period(1, 2), period(5, 6)}},
        Case{"what meets is one", {period(1, 3), period(3, 5)}, {period(1, 5)}},
        Case{"what meets and is of another kind is not",
             {period(1, 3), period(3, 5, tentative)},
             {period(1, 3), period(3, 5, tentative)}},
        Case{"overlaps", {period(1, 4), period(2, 6), period(3, 5)}, {period(1, 6)}},
        Case{"the same twice", {period(1, 4), period(1, 4)}, {period(1, 4)}},
        Case{"busy inside tentative",
             {period(1, 9, tentative), period(3, 5)},
             {period(1, 3, tentative), period(3, 5), period(5, 9, tentative)}},
        Case{"tentative inside busy", {period(1, 9), period(3, 5, tentative)}, {period(1, 9)}},
        Case{"unavailable is strongest",
             {period(1, 5), period(3, 9, away), period(2, 7, tentative)},
             {period(1, 3), period(3, 9, away)}},
        Case{"a stronger one ends, a weaker one goes on",
             {period(1, 5), period(1, 9, tentative)},
             {period(1, 5), period(5, 9, tentative)}},
    };
    for (const auto& one : cases) EXPECT_EQ(merged(one.given), one.wanted) << one.why;
}

/// The slow way: every moment by itself.
TEST(Merged, SaysOfEveryMomentTheStrongestOfWhatIsThen) {
    std::mt19937 random(20261120);
    constexpr std::int64_t kMoments = 40;
    for (int round = 0; round < 2'000; ++round) {
        std::uniform_int_distribution<std::int64_t> moment(0, kMoments);
        std::uniform_int_distribution<int> kind(0, 3);
        std::uniform_int_distribution<int> many(0, 12);
        Periods given;
        for (int i = many(random); i > 0; --i) {
            given.push_back(period(moment(random), moment(random), static_cast<Busy>(kind(random))));
        }
        const auto result = merged(given);
        const auto at = [](const Periods& periods, std::int64_t when) {
            int strongest = 0;
            constexpr std::array<int, 4> kStrength{0, 2, 1, 3};  // free, busy, tentative, unavailable
            for (const auto& one : periods) {
                const Instant instant{milliseconds(when)};
                if (one.from <= instant && instant < one.to)
                    strongest = std::max(strongest, kStrength.at(static_cast<std::size_t>(one.busy)));
            }
            return strongest;
        };
        for (std::int64_t when = 0; when <= kMoments; ++when) ASSERT_EQ(at(result, when), at(given, when)) << round;
        for (std::size_t i = 0; i < result.size(); ++i) {
            ASSERT_LT(result[i].from, result[i].to);
            ASSERT_NE(result[i].busy, Busy::Free);
            if (i == 0) continue;
            ASSERT_LE(result[i - 1].to, result[i].from);
            ASSERT_FALSE(result[i - 1].to == result[i].from && result[i - 1].busy == result[i].busy) << "not merged";
        }
        ASSERT_EQ(merged(result), result);
        std::shuffle(given.begin(), given.end(), random);
        ASSERT_EQ(merged(given), result) << "the order does not matter";
    }
}

TEST(Clipped, OnlyWhatIsInsideIsLeft) {
    const Periods given{period(1, 4), period(5, 9), period(9, 12)};
    EXPECT_EQ(clipped(given, Instant(milliseconds(3)), Instant(milliseconds(9))),
              (Periods{period(3, 4), period(5, 9)}));
}

TEST(FreeBusyText, HasPeriodsInUtcByType) {
    constexpr std::int64_t kDay = 86'400'000;
    const Periods periods{period(3'600'000, 7'200'000), period(kDay, kDay + 1'800'000, Busy::Tentative),
                          period(2 * kDay, 3 * kDay), period(4 * kDay, 5 * kDay, Busy::Unavailable)};
    const FreeBusyReport report{.from = Instant(milliseconds(0)),
                                .to = Instant(milliseconds(7 * kDay)),
                                .stamp = Instant(milliseconds(1'234)),
                                .uid = "one@example.com",
                                .organizer = "mailto:boss@example.com",
                                .attendee = "mailto:jane@example.com",
                                .method = "REPLY",
                                .periods = periods};
    EXPECT_EQ(textOf(report, "-//Test//EN"),
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:REPLY\r\nBEGIN:VFREEBUSY\r\n"
              "UID:one@example.com\r\nDTSTAMP:19700101T000001Z\r\nDTSTART:19700101T000000Z\r\n"
              "DTEND:19700108T000000Z\r\nORGANIZER:mailto:boss@example.com\r\nATTENDEE:mailto:jane@example.com\r\n"
              "FREEBUSY;FBTYPE=BUSY:19700101T010000Z/19700101T020000Z,19700103T000000Z/197\r\n 00104T000000Z\r\n"
              "FREEBUSY;FBTYPE=BUSY-TENTATIVE:19700102T000000Z/19700102T003000Z\r\n"
              "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:19700105T000000Z/19700106T000000Z\r\n"
              "END:VFREEBUSY\r\nEND:VCALENDAR\r\n");
}

}  // namespace
}  // namespace groupware::calendar
