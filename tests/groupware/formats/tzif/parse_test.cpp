#include "groupware/formats/tzif/parse.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace groupware::formats::tzif {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

std::string bigEndian(std::int64_t value, int octets) {
    std::string text;
    for (int i = octets - 1; i >= 0; --i)
        text += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xFFU);
    return text;
}

/// One header with its data block, RFC 9636 sections 3.1 and 3.2: by default UTC, and nothing else.
struct Block {
    char version = '2';
    int width = 8;
    std::vector<std::pair<std::int64_t, int>> transitions{};
    std::vector<std::int32_t> offsets{0};
    int isDst = 0;
    int designation = 0;
    std::string designations{"UTC\0", 4};
    std::vector<std::pair<std::int64_t, int>> leapSeconds{};
    std::string standard{};
    std::string universal{};

    [[nodiscard]] std::string octets() const {
        std::string text = "TZif" + std::string(1, version) + std::string(15, '\0');
        for (const std::size_t count : {universal.size(), standard.size(), leapSeconds.size(), transitions.size(),
                                        offsets.size(), designations.size()}) {
            text += bigEndian(static_cast<std::int64_t>(count), 4);
        }
        for (const auto& [at, type] : transitions) text += bigEndian(at, width);
        for (const auto& [at, type] : transitions) text += static_cast<char>(type);
        for (const auto offset : offsets)
            text += bigEndian(offset, 4) + bigEndian(isDst, 1) + bigEndian(designation, 1);
        text += designations;
        for (const auto& [at, correction] : leapSeconds) text += bigEndian(at, width) + bigEndian(correction, 4);
        return text + standard + universal;
    }
    /// A file of version 2 or later.
    [[nodiscard]] std::string file(const std::string& rule = "UTC0") const {
        return Block{.version = version, .width = 4}.octets() + octets() + "\n" + rule + "\n";
    }
};

seconds offset(const std::string& file, std::int64_t when) {
    return parse(file).offsetAt(Instant(seconds(when)));
}

void expectRefused(const std::string& file, const char* why) {
    try {
        (void)parse(file);
        ADD_FAILURE() << "accepted: " << why;
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadRequest);
        EXPECT_NE(std::string(error.what()).find(why), std::string::npos) << error.what() << " / " << why;
    }
}

TEST(Tzif, TheFirstTypeHoldsBeforeTheFirstTransitionAndTheRuleAfterTheLast) {
    const auto file =
        Block{.transitions = {{-100, 1}, {1000, 2}}, .offsets = {3208, 3600, -3600}}.file("CET-1CEST,M3.5.0,M10.5.0/3");
    EXPECT_EQ(offset(file, -101), seconds(3208));
    EXPECT_EQ(offset(file, -100), seconds(3600));
    EXPECT_EQ(offset(file, 999), seconds(3600));
    EXPECT_EQ(offset(file, 2'847'661'199), hours(1));  // 2060-03-28T01:00:00Z, less a second
    EXPECT_EQ(offset(file, 2'847'661'200), hours(2));
    EXPECT_EQ(parse(file).offsetAt(Instant(std::chrono::milliseconds(-100'001))), seconds(3208));
}

TEST(Tzif, WithoutARuleTheLastTransitionStays) {
    const auto file = Block{.transitions = {{0, 1}}, .offsets = {0, 7200}}.file("");
    EXPECT_EQ(offset(file, -1), seconds(0));
    EXPECT_EQ(offset(file, 4'000'000'000), hours(2));
}

TEST(Tzif, WithoutTransitionsTheRuleIsAll) {
    EXPECT_EQ(offset(Block{.offsets = {18'000}}.file("<+05>-5"), -4'000'000'000), hours(5));
    EXPECT_EQ(offset(Block{.offsets = {18'000}}.file(""), 0), hours(5));
}

TEST(Tzif, Version1HasTheShortData) {
    const auto file = Block{.version = '\0', .width = 4, .transitions = {{-5, 1}}, .offsets = {0, 3600}}.octets();
    EXPECT_EQ(offset(file, -6), hours(0));
    EXPECT_EQ(offset(file, 4'000'000'000), hours(1));
    expectRefused(file + "x", "after its end");
}

TEST(Tzif, InstantsMayBeAsFarAwayAsTheyCan) {
    const auto file = Block{
        .transitions = {{std::numeric_limits<std::int64_t>::min(), 1}, {std::numeric_limits<std::int64_t>::max(), 0}},
        .offsets = {0,
                    3600}}.file("UTC0");
    EXPECT_EQ(parse(file).offsetAt(Instant::min()), hours(1));
    EXPECT_EQ(parse(file).offsetAt(Instant::max()), hours(1));
}

TEST(Tzif, LeapSecondsAreCheckedAndChangeNothing) {
    const std::pair<std::int64_t, int> first{78'796'800, 1};
    const std::pair<std::int64_t, int> second{94'694'401, 2};
    EXPECT_EQ(
        offset(Block{.transitions = {{100'000'000, 1}}, .offsets = {0, 3600}, .leapSeconds = {first, second}}.file(""),
               100'000'000),
        hours(1));
    expectRefused(Block{.leapSeconds = {{-1, 1}}}.file(), "out of order");
    expectRefused(Block{.leapSeconds = {{0, 2}}}.file(), "more than a second");
    expectRefused(Block{.leapSeconds = {first, {94'694'401, 3}}}.file(), "more than a second");
    expectRefused(Block{.leapSeconds = {first, {first.first + 2'419'198, 2}}}.file(), "out of order");
    expectRefused(Block{.leapSeconds = {second, first}}.file(), "a leap of");
    // Version 4 may begin later and say when the table ends.
    const std::vector<std::pair<std::int64_t, int>> cut{{78'796'800, 5}, {94'694'401, 6}, {200'000'000, 6}};
    EXPECT_NO_THROW((void)parse(Block{.version = '4', .leapSeconds = cut}.file()));
    expectRefused(Block{.version = '3', .leapSeconds = cut}.file(), "a leap of");
}

TEST(Tzif, EveryCutIsNoticed) {
    const auto file = Block{.transitions = {{0, 1}},
                            .offsets = {0, 3600},
                            .leapSeconds = {{78'796'800, 1}},
                            .standard = std::string("\1\0", 2),
                            .universal = std::string("\1\0", 2)}
                          .file("CET-1CEST,M3.5.0,M10.5.0/3");
    EXPECT_NO_THROW((void)parse(file));
    for (std::size_t length = 0; length < file.size(); ++length) {
        EXPECT_THROW((void)parse(std::string_view(file).substr(0, length)), Error) << length;
    }
}

TEST(Tzif, WhatContradictsItselfIsRefused) {
    expectRefused("tzif2", "magic");
    expectRefused(Block{.version = '1'}.file(), "unknown version");
    expectRefused(Block{.version = '5'}.file(), "unknown version");
    expectRefused(Block{.version = '2', .width = 4}.octets() + Block{.version = '3'}.octets() + "\nUTC0\n",
                  "two versions");
    expectRefused(Block{.offsets = {}}.file(), "no local time");
    expectRefused(Block{.designations = ""}.file(), "no local time");
    expectRefused(Block{.transitions = {{5, 0}, {5, 0}}}.file(), "out of order");
    expectRefused(Block{.transitions = {{6, 0}, {5, 0}}}.file(), "out of order");
    expectRefused(Block{.transitions = {{5, 1}}}.file(), "unknown local time");
    expectRefused(Block{.offsets = {93'600}}.file(), "no place has");
    expectRefused(Block{.offsets = {-90'000}}.file(), "no place has");
    expectRefused(Block{.offsets = {std::numeric_limits<std::int32_t>::min()}}.file(), "no place has");
    expectRefused(Block{.isDst = 2}.file(), "flag");
    expectRefused(Block{.designation = 4}.file(), "without end");
    expectRefused(Block{.designations = "UTC"}.file(), "without end");
    expectRefused(Block{.standard = "\1\1"}.file(), "wrong number");
    expectRefused(Block{.universal = std::string(2, '\0')}.file(), "wrong number");
    expectRefused(Block{.standard = "\2"}.file(), "neither 0 nor 1");
    expectRefused(Block{.universal = "\1"}.file(), "UT indicator");
    expectRefused(Block{}.octets() + "\nUTC0\n", "");  // version 2 with one block
    expectRefused(Block{}.file("UTC"), "rule");
    expectRefused(Block{}.file() + "x", "footer");
}

TEST(Tzif, CountsThatTheFileCannotHoldReserveNothing) {
    expectRefused("TZif2" + std::string(15, '\0') + std::string(24, '\xFF'), "cut short");
    std::string huge = Block{}.file();
    huge.replace(Block{.width = 4}.octets().size() + 32, 4, std::string(4, '\xFF'));
    expectRefused(huge, "cut short");
}

TEST(Tzif, ALongFileIsRefusedUnread) {
    try {
        (void)parse(std::string(kMaxOctets + 1, 'T'));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::TooLarge);
    }
}

}  // namespace
}  // namespace groupware::formats::tzif
