#include "groupware/main/objects/time_zones.h"

#include "groupware/formats/lines/parse.h"
#include "groupware/main/options.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

namespace groupware::main {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// The system's own zones. Expected values are the laws in force; database releases since 2024 agree on them.
class SystemZonesTest : public testing::Test {
protected:
    [[nodiscard]] seconds offset(std::string_view zone, std::int64_t when) {
        const auto found = zones_.find(zone);
        EXPECT_NE(found, nullptr) << zone << ": is tzdata installed?";
        return found ? found->offsetAt(Instant(seconds(when))) : seconds::max();
    }
    void expectChange(std::string_view zone, std::int64_t when, seconds before, seconds after) {
        EXPECT_EQ(offset(zone, when - 1), before) << zone;
        EXPECT_EQ(offset(zone, when), after) << zone;
    }

    TimeZones zones_{std::string(kTimeZones.fallback)};
};

TEST_F(SystemZonesTest, BerlinAndNewYorkChangeIn2026) {
    expectChange("Europe/Berlin", 1'774'746'000, hours(1), hours(2));       // 2026-03-29T01:00:00Z
    expectChange("Europe/Berlin", 1'792'890'000, hours(2), hours(1));       // 2026-10-25T01:00:00Z
    expectChange("America/New_York", 1'772'953'200, -hours(5), -hours(4));  // 2026-03-08T07:00:00Z
    expectChange("America/New_York", 1'793'512'800, -hours(4), -hours(5));  // 2026-11-01T06:00:00Z
}

TEST_F(SystemZonesTest, CasablancaGoesBackForRamadan) {
    expectChange("Africa/Casablanca", 1'771'120'800, hours(1), hours(0));  // 2026-02-15T02:00:00Z
    expectChange("Africa/Casablanca", 1'774'144'800, hours(0), hours(1));  // 2026-03-22T02:00:00Z
}

TEST_F(SystemZonesTest, TrollJumpsTwoHours) {
    expectChange("Antarctica/Troll", 1'774'746'000, hours(0), hours(2));
    expectChange("Antarctica/Troll", 1'792'890'000, hours(2), hours(0));
}

TEST_F(SystemZonesTest, KathmanduIsThreeQuartersAheadSince1986) {
    expectChange("Asia/Kathmandu", 504'901'800, hours(5) + minutes(30), hours(5) + minutes(45));
    EXPECT_EQ(offset("Asia/Kathmandu", 1'795'176'000), hours(5) + minutes(45));
}

TEST_F(SystemZonesTest, TheSignOfEtcIsPosixs) {
    EXPECT_EQ(offset("Etc/GMT-5", 0), hours(5));
    EXPECT_EQ(offset("Etc/GMT+12", 0), -hours(12));
}

TEST_F(SystemZonesTest, TheRuleGoesOnIn2060) {
    expectChange("Europe/Berlin", 2'847'661'200, hours(1), hours(2));  // 2060-03-28T01:00:00Z
    expectChange("Europe/Berlin", 2'866'410'000, hours(2), hours(1));  // 2060-10-31T01:00:00Z
    expectChange("Antarctica/Troll", 2'866'410'000, hours(2), hours(0));
    EXPECT_EQ(offset("Australia/Sydney", 2'840'140'800), hours(11));  // 2060-01-01
    EXPECT_EQ(offset("Asia/Kathmandu", 2'840'140'800), hours(5) + minutes(45));
}

TEST_F(SystemZonesTest, BeforeTheFirstTransitionIsLocalMeanTime) {
    constexpr std::int64_t k1800 = -5'364'662'400;
    EXPECT_EQ(offset("Europe/Berlin", k1800), minutes(53) + seconds(28));
    EXPECT_EQ(offset("America/New_York", k1800), -(hours(4) + minutes(56) + seconds(2)));
}

TEST_F(SystemZonesTest, EveryFileOfTheDatabaseIsRead) {
    const std::filesystem::path directory{std::string(kTimeZones.fallback)};
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
        std::array<char, 4> magic{};
        std::ifstream in(entry.path(), std::ios::binary);
        if (!entry.is_regular_file() || !in.read(magic.data(), magic.size())) continue;
        if (std::string_view(magic.data(), magic.size()) != "TZif") continue;
        EXPECT_NE(zones_.find(std::filesystem::relative(entry.path(), directory).string()), nullptr) << entry.path();
        ++files;
    }
    EXPECT_GT(files, 300U);
}

TEST_F(SystemZonesTest, WhatIsNoZoneIsUnknown) {
    for (const char* name : {"", "Europe", "Europe/Atlantis", "europe/berlin", "../zoneinfo/UTC", "/etc/localtime",
                             "/usr/share/zoneinfo/UTC", "Europe/../UTC", "./UTC", "Europe//Berlin", "Europe/Berlin/",
                             "UTC ", "UTC\n", "tzdata.zi", "leapseconds"}) {
        EXPECT_EQ(zones_.find(name), nullptr) << name;
    }
    EXPECT_EQ(zones_.find(std::string_view("UTC\0", 4)), nullptr);
    EXPECT_EQ(zones_.find(std::string(TimeZones::kMaxName + 1, 'a')), nullptr);
}

TEST_F(SystemZonesTest, AZoneIsReadOnce) {
    EXPECT_EQ(zones_.find("Europe/Berlin"), zones_.find("Europe/Berlin"));
}

/// A directory of its own.
class TimeZonesTest : public testing::Test {
protected:
    void SetUp() override { std::filesystem::create_directories(directory_); }
    void TearDown() override { std::filesystem::remove_all(directory_); }
    void write(const std::string& name, const std::string& octets) const {
        std::ofstream(directory_ / name, std::ios::binary) << octets;
    }
    [[nodiscard]] static std::string berlin() {
        std::ifstream in(std::filesystem::path(kTimeZones.fallback) / "Europe/Berlin", std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    const std::filesystem::path directory_ =
        std::filesystem::temp_directory_path() / ("yoke-time-zones-" + std::to_string(::getpid()));
};

TEST_F(TimeZonesTest, ABrokenFileIsNoZoneUntilItIsRepaired) {
    TimeZones zones(directory_);
    write("Cut", berlin().substr(0, 500));
    write("Long", berlin() + std::string(100'000, 'x'));
    write("Text", "not a time zone");
    for (const char* name : {"Cut", "Long", "Text"}) EXPECT_EQ(zones.find(name), nullptr) << name;
    write("Cut", berlin());
    EXPECT_NE(zones.find("Cut"), nullptr);
}

formats::lines::Component central(const std::string& tzid) {
    return formats::lines::parseComponents(
               "BEGIN:VTIMEZONE\r\nTZID:" + tzid +
                   "\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
                   "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
                   "DTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
                   "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n",
               {})
        .front();
}

TEST_F(SystemZonesTest, FindsZonesByTheRulesOfAVtimezone) {
    const auto find = zones_.finder();
    const std::chrono::year used(2026);
    const auto found = find.match(central("Customized Time Zone"), used);
    EXPECT_EQ(found.name, "Europe/Berlin");
    EXPECT_EQ(found.zone, zones_.find("Europe/Berlin")) << "shared, not another copy";
    EXPECT_EQ(find.match(central("(UTC+01:00) Warsaw, Zagreb"), used).name, "Europe/Warsaw");
    EXPECT_EQ(find("Europe/Berlin"), found.zone);
}

TEST_F(TimeZonesTest, RemembersWhatAVtimezoneMeans) {
    write("Town", berlin());
    TimeZones zones(directory_);
    const auto find = zones.finder();
    const std::chrono::year used(2026);
    EXPECT_EQ(find.match(central("x"), used).name, "Town");
    std::filesystem::remove(directory_ / "Town");
    EXPECT_EQ(find.match(central("x"), used).name, "Town");
    for (std::size_t i = 0; i < TimeZones::kMaxMatches; ++i) {
        EXPECT_EQ(find.match(central("x" + std::to_string(i)), used).name, "Town") << "also the zone is remembered";
    }
    TimeZones fresh(directory_);
    const auto own = fresh.finder().match(central("x"), used);
    EXPECT_EQ(own.name, "") << "nobody has the rules any more";
    EXPECT_EQ(own.zone->offsetAt(Instant(seconds(1'795'176'000))), hours(1)) << "what it says itself";
}

TEST_F(TimeZonesTest, KnowsTheVersionOfTheDatabase) {
    write("Town", berlin());
    TimeZones zones(directory_);
    const auto unnamed = zones.version();
    EXPECT_TRUE(unnamed.starts_with("0.")) << unnamed;
    write("tzdata.zi", "# version 2025b\n# ddeps\n");
    EXPECT_EQ(zones.version(), "2025b");
    EXPECT_LT(unnamed, zones.version());
    EXPECT_EQ(zones.file("Town"), berlin());
    EXPECT_EQ(zones.file("tzdata.zi"), "");
    EXPECT_EQ(zones.file("../Town"), "");
}

TEST_F(TimeZonesTest, ReadsAnewWhenTheDatabaseIsUpdated) {
    write("tzdata.zi", "# version 2025a\n");
    write("Town", berlin());
    TimeZones zones(directory_);
    const auto before = zones.find("Town");
    zones.refresh();
    EXPECT_EQ(zones.find("Town"), before) << "nothing is new";
    write("tzdata.zi", "# version 2025b\n");
    zones.refresh();
    EXPECT_NE(zones.find("Town"), before);
}

TEST_F(TimeZonesTest, UtcNeedsNoDatabase) {
    TimeZones zones(directory_ / "missing");
    ASSERT_NE(zones.find("UTC"), nullptr);
    EXPECT_EQ(zones.find("UTC")->offsetAt(Instant(hours(500'000))), seconds(0));
    EXPECT_EQ(zones.find("Europe/Berlin"), nullptr);
}

TEST_F(TimeZonesTest, RemembersABoundedNumber) {
    TimeZones zones(directory_);
    write("First", berlin());
    const auto first = zones.find("First");
    for (std::size_t i = 0; i < TimeZones::kMaxRemembered; ++i) {
        const std::string name = "Zone" + std::to_string(i);
        write(name, berlin());
        EXPECT_NE(zones.find(name), nullptr);
    }
    std::filesystem::remove(directory_ / "First");
    EXPECT_EQ(zones.find("First"), nullptr);
    EXPECT_EQ(first->offsetAt(Instant(seconds(1'795'176'000))), hours(1));  // who has it keeps it
}

}  // namespace
}  // namespace groupware::main
