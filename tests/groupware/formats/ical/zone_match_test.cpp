#include "groupware/formats/ical/zone_match.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/vtimezone.h"
#include "tests/groupware/formats/ical/samples.h"

#include <filesystem>
#include <functional>
#include <map>

namespace groupware::formats::ical {
namespace {

using std::chrono::year;

/// Read once, as a node does.
std::shared_ptr<const tzif::TimeZone> zoneOf(std::string_view name) {
    static std::map<std::string, std::shared_ptr<const tzif::TimeZone>, std::less<>> known;
    const auto found = known.find(name);
    return found != known.end() ? found->second : known.emplace(name, systemZone(name)).first->second;
}

/// Every zone of this machine.
const std::vector<std::string>& systemNames() {
    static const auto kNames = [] {
        std::vector<std::string> names;
        const std::filesystem::path root("/usr/share/zoneinfo");
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            const auto name = std::filesystem::relative(entry.path(), root).string();
            const bool copy = name.starts_with("posix/") || name.starts_with("right/");
            if (!copy && name != "posixrules" && name != "localtime" && entry.is_regular_file() && systemZone(name))
                names.push_back(name);
        }
        return byPreference(std::move(names));
    }();
    return kNames;
}

Component definition(const std::string& tzid, const std::string& rest) {
    return lines::parseComponents("BEGIN:VTIMEZONE\r\nTZID:" + tzid + "\r\n" + rest + "END:VTIMEZONE\r\n", {}).front();
}

std::string observance(const std::string& kind, const std::string& start, const std::string& from,
                       const std::string& to, const std::string& rule = {}) {
    return "BEGIN:" + kind + "\r\nDTSTART:" + start + "\r\nTZOFFSETFROM:" + from + "\r\nTZOFFSETTO:" + to + "\r\n" +
           (rule.empty() ? "" : "RRULE:" + rule + "\r\n") + "END:" + kind + "\r\n";
}

/// As Outlook and Exchange write them: rules since the year 1601.
std::string outlook(const std::string& standard, const std::string& daylight, const std::string& toStandard,
                    const std::string& toDaylight, const std::string& hourOfStandard = "03",
                    const std::string& hourOfDaylight = "02") {
    return observance("STANDARD", "16010101T" + hourOfStandard + "0000", daylight, standard, toStandard) +
           observance("DAYLIGHT", "16010101T" + hourOfDaylight + "0000", standard, daylight, toDaylight);
}

const std::string kEurope = outlook("+0100", "+0200", "FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
                                    "FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3");
const std::string kMexicoUntil2022 =
    outlook("-0600", "-0500", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=4", "02");

std::string match(const Component& zone, int used) {
    return matchZone(zone, year(used), zoneOf, systemNames()).name;
}

TEST(ZoneMatch, NamesThatOnlyOutlookKnows) {
    EXPECT_EQ(
        match(definition("(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna", kEurope), 2026),
        "Europe/Berlin");
    EXPECT_EQ(match(definition("(UTC+01:00) Belgrade\\, Bratislava\\, Budapest", kEurope), 2026), "Europe/Belgrade");
    EXPECT_EQ(match(definition("Customized Time Zone", kEurope), 2026), "Europe/Berlin");
    EXPECT_EQ(match(definition("Microsoft/Custom", kEurope + "X-LIC-LOCATION:Europe/Oslo\r\n"), 2026), "Europe/Oslo");
    const auto eastern =
        outlook("-0500", "-0400", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "02");
    EXPECT_EQ(match(definition("Customized Time Zone 1", eastern), 2026), "America/New_York");
    EXPECT_EQ(match(definition("(UTC-05:00) Eastern Time (Toronto)", eastern), 2026), "America/Toronto");
    const auto sydney =
        outlook("+1000", "+1100", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=4", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=10");
    EXPECT_EQ(match(definition("(UTC+10:00) Canberra\\, Melbourne\\, Sydney", sydney), 2026), "Australia/Sydney");
}

/// What a TZID means where an object says it, in the year of its only event.
std::string meaning(const std::string& tzid, const std::string& rest, int used) {
    auto object = Component("VCALENDAR");
    object.add(definition(tzid, rest));
    const auto name = text(object.components().front(), "TZID").value_or("");
    auto& event = object.add(Component("VEVENT"));
    event.add({"DTSTART", std::to_string(used) + "0615T100000", {{"TZID", {name}}}});
    Zones zones(
        FindZone(zoneOf, [](const Component& each, year of) { return matchZone(each, of, zoneOf, systemNames()); }),
        zoneOf("UTC"), &object);
    (void)zones.instantOf(*parseTime(std::to_string(used) + "0615T100000", name));
    return std::string(zones.nameOf(name));
}

TEST(ZoneMatch, WhatOtherProgramsWrite) {
    const auto fixed = [](const std::string& offset) {
        return observance("STANDARD", "16010101T000000", offset, offset);
    };
    const auto yearly = [](const std::string& day, int month) {
        return "FREQ=YEARLY;BYDAY=" + day + ";BYMONTH=" + std::to_string(month);
    };
    const auto usa = outlook("-0500", "-0400", yearly("1SU", 11), yearly("2SU", 3), "02");
    const auto oldUsa = outlook("-0500", "-0400", yearly("-1SU", 10), yearly("1SU", 4), "02");
    const auto israel = outlook("+0200", "+0300", yearly("-1SU", 10), yearly("-1FR", 3), "02");
    const auto egypt = observance("STANDARD", "16010101T235959", "+0300", "+0200", yearly("-1TH", 10)) +
                       observance("DAYLIGHT", "16010101T000000", "+0200", "+0300", yearly("-1FR", 4));
    const auto morocco = observance("STANDARD", "16010101T030000", "+0100", "+0000", yearly("3SU", 2)) +
                         observance("DAYLIGHT", "16010101T020000", "+0000", "+0100", yearly("4SU", 3));
    const auto lotus = observance("STANDARD", "19501029T020000", "+0200", "+0100",
                                  "FREQ=YEARLY;BYMINUTE=0;BYHOUR=2;BYDAY=-1SU;BYMONTH=10") +
                       observance("DAYLIGHT", "19500326T020000", "+0100", "+0200",
                                  "FREQ=YEARLY;BYMINUTE=0;BYHOUR=2;BYDAY=-1SU;BYMONTH=3");
    const auto irish = observance("DAYLIGHT", "19961027T020000", "+0100", "+0000", yearly("-1SU", 10)) +
                       observance("STANDARD", "19960331T010000", "+0000", "+0100", yearly("-1SU", 3));
    const auto troll = observance("STANDARD", "20051030T030000", "+0200", "+0000", yearly("-1SU", 10)) +
                       observance("DAYLIGHT", "20060326T010000", "+0000", "+0200", yearly("-1SU", 3));
    const auto samoa = observance("STANDARD", "20100101T000000", "-1100", "-1100") +
                       observance("DAYLIGHT", "20100926T000000", "-1100", "-1000") +
                       observance("STANDARD", "20110402T040000", "-1000", "-1100") +
                       observance("DAYLIGHT", "20110924T030000", "-1100", "-1000") +
                       observance("DAYLIGHT", "20111230T000000", "-1000", "+1400");
    struct Case {
        const char* tzid;
        std::string rest;
        int used;
        const char* zone;  // "": as it is written
    };
    for (const auto& [tzid, rest, used, zone] : std::vector<Case>{
             // By name, whatever the rules say: Windows' (CLDR), libical's, Mozilla's, Evolution's, Ximian's.
             {"W. Europe Standard Time", kEurope, 2026, "Europe/Berlin"},
             {"GMT Standard Time", kEurope, 2026, "Europe/London"},
             {"Israel Standard Time", israel, 2023, "Asia/Jerusalem"},
             {"Central Standard Time (Mexico)", kMexicoUntil2022, 2026, "America/Mexico_City"},
             {"/freeassociation.sourceforge.net/Europe/Oslo", kEurope, 2026, "Europe/Oslo"},
             {"/freeassociation.sourceforge.net/Tzfile/America/Argentina/Ushuaia", fixed("-0300"), 2026,
              "America/Argentina/Ushuaia"},
             {"/mozilla.org/20070129_1/America/Sao_Paulo", fixed("-0300"), 2026, "America/Sao_Paulo"},
             {"/softwarestudio.org/Olson_20011030_5/America/New_York", oldUsa, 2026, "America/New_York"},
             // Outlook's and Zimbra's names for people.
             {"(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna", kEurope, 2026, "Europe/Berlin"},
             {"(GMT+01.00) Brussels / Copenhagen / Madrid / Paris", kEurope, 2026, "Europe/Brussels"},
             {"(UTC-05:00) Eastern Time (US & Canada)", usa, 2026, "America/New_York"},
             {"(UTC+05:30) Chennai\\, Kolkata\\, Mumbai\\, New Delhi", fixed("+0530"), 2026, "Asia/Kolkata"},
             {"(UTC+05:45) Kathmandu", fixed("+0545"), 2026, "Asia/Kathmandu"},
             {"(UTC+03:00) Istanbul", fixed("+0300"), 2026, "Europe/Istanbul"},
             {"(UTC+04:00) Moscow\\, St. Petersburg", fixed("+0400"), 2013, "Europe/Moscow"},
             {"(UTC+03:30) Tehran", fixed("+0330"), 2026, "Asia/Tehran"},
             {"(UTC-04:00) Santiago", outlook("-0400", "-0300", yearly("1SU", 4), yearly("1SU", 9), "00", "00"), 2026,
              "America/Santiago"},
             {"(GMT-03.00) Brasilia / Sao Paulo",
              outlook("-0300", "-0200", yearly("3SU", 2), yearly("1SU", 11), "00", "00"), 2018, "America/Sao_Paulo"},
             {"(UTC+10:30) Lord Howe Island", outlook("+1030", "+1100", yearly("1SU", 4), yearly("1SU", 10), "02"),
              2026, "Australia/Lord_Howe"},
             // One rule for what no rule says: off by weeks in some years, and known by the name.
             {"(UTC+02:00) Jerusalem", israel, 2026, "Asia/Jerusalem"},
             {"(UTC+02:00) Jerusalem", israel, 2023, "Asia/Jerusalem"},
             {"Customized Time Zone", israel, 2023, ""},
             {"(UTC+01:00) Casablanca", morocco, 2026, "Africa/Casablanca"},
             {"(UTC+01:00) Casablanca", morocco, 2027, "Africa/Casablanca"},
             {"Customized Time Zone", morocco, 2026, "Africa/Casablanca"},
             {"Customized Time Zone", morocco, 2027, ""},
             {"(UTC+02:00) Cairo", egypt, 2024, "Africa/Cairo"},
             {"Customized Time Zone", egypt, 2023, "Africa/Cairo"},
             {"(UTC+02:00) Cairo", egypt, 2022, ""},
             {"(UTC-06:00) Guadalajara\\, Mexico City\\, Monterrey", kMexicoUntil2022, 2021, "America/Mexico_City"},
             {"(UTC-06:00) Guadalajara\\, Mexico City\\, Monterrey", fixed("-0600"), 2024, "America/Mexico_City"},
             {"(UTC-06:00) Guadalajara\\, Mexico City\\, Monterrey", kMexicoUntil2022, 2024, ""},
             // By rule alone.
             {"W. Europe", lotus, 2026, "Europe/Berlin"},
             {"Customized Time Zone", usa, 2026, "America/New_York"},
             {"Customized Time Zone", oldUsa, 2005, "America/New_York"},
             {"Customized Time Zone", oldUsa, 2026, ""},
             {"GMT+0200", fixed("+0200"), 2026, "Africa/Johannesburg"},
             {"Troll station", troll, 2026, "Antarctica/Troll"},
             {"Irish", irish, 2026, "Europe/London"},
             {"Dublin", irish, 2026, "Europe/Dublin"},
             {"Samoa", samoa, 2011, "Pacific/Apia"},
             {"Nowhere", fixed("+0345"), 2026, ""},
         }) {
        EXPECT_EQ(meaning(tzid, rest, used), zone) << tzid << " in " << used;
    }
}

TEST(ZoneMatch, ACityIsAWord) {
    const auto fixed = observance("STANDARD", "19700101T000000", "+0700", "+0700");
    EXPECT_EQ(match(definition("(UTC+07:00) Tomsk", fixed), 2026), "Asia/Tomsk") << "not Omsk";
}

TEST(ZoneMatch, AHintCountsOnlyIfTheRulesAgree) {
    EXPECT_EQ(match(definition("Tokyo", kEurope), 2026), "Europe/Berlin");
    EXPECT_EQ(match(definition("x", kEurope + "X-LIC-LOCATION:America/New_York\r\n"), 2026), "Europe/Berlin");
}

TEST(ZoneMatch, TheYearOfUseDecidesWhereRulesChanged) {
    // Mexico gave up daylight saving time in October 2022; tzdata 2022f.
    const auto until2022 = definition("Mexico as it was", kMexicoUntil2022);
    EXPECT_EQ(match(until2022, 2019), "America/Mexico_City");
    EXPECT_EQ(match(until2022, 2024), "") << "no zone has had these rules since";
    const auto since2022 = definition("Central (no DST)", observance("STANDARD", "16010101T000000", "-0600", "-0600"));
    EXPECT_EQ(match(since2022, 2024), "America/Guatemala") << "which also agrees for the years before";
    EXPECT_EQ(match(definition("Mexico City", observance("STANDARD", "16010101T000000", "-0600", "-0600")), 2024),
              "America/Mexico_City");
    EXPECT_EQ(match(definition("Customized Time Zone", kEurope), 1979), "") << "in 1979 nobody had these rules";
}

TEST(ZoneMatch, DefinitionsOfOneYearAreEnough) {
    const auto once = observance("DAYLIGHT", "20260329T020000", "+0100", "+0200") +
                      observance("STANDARD", "20261025T030000", "+0200", "+0100");
    EXPECT_EQ(match(definition("x", once), 2026), "Europe/Berlin");
}

TEST(ZoneMatch, ZonesWithoutRules) {
    const auto fixed = [](const std::string& offset) {
        return definition("x", observance("STANDARD", "19700101T000000", offset, offset));
    };
    EXPECT_EQ(match(fixed("+0530"), 2026), "Asia/Kolkata");
    EXPECT_EQ(match(fixed("+0545"), 2026), "Asia/Kathmandu");
    EXPECT_EQ(match(fixed("+0900"), 2026), "Asia/Tokyo");
    EXPECT_EQ(match(fixed("-0300"), 2026), "America/Sao_Paulo");
    EXPECT_EQ(match(fixed("-0300"), 2020), "America/Argentina/Buenos_Aires") << "Sao Paulo had other rules until 2019";
    EXPECT_EQ(match(fixed("+0345"), 2026), "") << "nowhere";
    EXPECT_EQ(match(definition("x", observance("STANDARD", "19700101T000000", "+0000", "+0000")), 2026),
              "Atlantic/Reykjavik");
}

TEST(ZoneMatch, BrokenDefinitionsAreRefused) {
    EXPECT_THROW((void)match(definition("x", ""), 2026), Error);
}

/// Whatever zone is written out and read back under a name that says nothing is one with the same clocks.
TEST(ZoneMatch, EveryZoneOfTheSystemIsFoundByItsRules) {
    ASSERT_GT(systemNames().size(), 400U);
    for (const int used : {2010, 2026}) {
        for (std::size_t i = 0; i < systemNames().size(); i += used == 2026 ? 1 : 10) {
            const auto& name = systemNames()[i];
            const auto zone = zoneOf(name);
            const std::chrono::sys_seconds from = std::chrono::sys_days(year(used) / 1 / 1);
            const auto to = from + std::chrono::years(1);
            auto written = defineTimeZone("nobody knows", *zone, from, from + std::chrono::years(20));
            const auto found = matchZone(written, year(used), zoneOf, systemNames());
            ASSERT_FALSE(found.name.empty()) << name << " in " << used;
            EXPECT_TRUE(sameClocks(*found.zone, *zone, from, to)) << name << " as " << found.name << " in " << used;
            // One with its name is that zone itself.
            const auto named = matchZone(defineTimeZone(name, *zone, from, from + std::chrono::years(20)), year(used),
                                         zoneOf, systemNames());
            EXPECT_EQ(named.name, name) << used;
        }
    }
}

TEST(ZoneMatch, ClocksAreComparedAtEveryChange) {
    const auto at = [](const char* text) { return instant(text); };
    const auto same = [&](const char* a, const char* b, const char* from, const char* to) {
        return sameClocks(*zoneOf(a), *zoneOf(b), at(from), at(to));
    };
    EXPECT_TRUE(same("Europe/Berlin", "Europe/Paris", "20200101T000000Z", "20600101T000000Z"));
    EXPECT_FALSE(same("Europe/Berlin", "Europe/Paris", "19400101T000000Z", "19500101T000000Z"));
    // Clocks of Berlin and Kyiv are an hour apart, those of London and Lisbon are not.
    EXPECT_FALSE(same("Europe/Berlin", "Europe/Kyiv", "20200101T000000Z", "20210101T000000Z"));
    EXPECT_TRUE(same("Europe/London", "Europe/Lisbon", "20200101T000000Z", "20210101T000000Z"));
    EXPECT_FALSE(same("Europe/London", "Africa/Abidjan", "20200101T000000Z", "20210101T000000Z"));
    EXPECT_TRUE(same("Europe/London", "Africa/Abidjan", "20200101T000000Z", "20200301T000000Z")) << "in winter";
    // Half an hour of daylight saving time, two hours of it, and an hour less in Ramadan (as negative saving, RFC
    // 9636).
    EXPECT_FALSE(same("Australia/Lord_Howe", "Australia/Sydney", "20260101T000000Z", "20270101T000000Z"));
    EXPECT_FALSE(same("Antarctica/Troll", "Europe/London", "20260101T000000Z", "20270101T000000Z"));
    EXPECT_FALSE(same("Africa/Casablanca", "Europe/Paris", "20260101T000000Z", "20270101T000000Z"));
    EXPECT_TRUE(same("Africa/Casablanca", "Africa/El_Aaiun", "20260101T000000Z", "20270101T000000Z"));
}

/// Local times that the clocks leave out or pass twice (RFC 5545 section 3.3.5), in a zone that is known by its rules
/// only.
TEST(ZoneMatch, EdgesOfDaylightSavingTime) {
    struct Case {
        std::string zone;
        std::string local;
        std::string utc;
        std::string why;
    };
    for (const auto& [zone, local, utc, why] : std::vector<Case>{
             {"Europe/Berlin", "20260329T023000", "20260329T013000Z", "left out: as 3:30 CEST"},
             {"Europe/Berlin", "20261025T023000", "20261025T003000Z", "twice: the first, CEST"},
             {"Australia/Lord_Howe", "20261004T021500", "20261003T154500Z", "left out: half an hour"},
             {"Australia/Lord_Howe", "20260405T014500", "20260404T144500Z", "twice: the first"},
             {"Antarctica/Troll", "20260329T020000", "20260329T020000Z", "left out: two hours"},
             {"Antarctica/Troll", "20261025T013000", "20261024T233000Z", "twice: the first, two hours ahead"},
             {"Africa/Casablanca", "20260218T100000", "20260218T100000Z", "Ramadan 2026: UTC"},
             {"Africa/Casablanca", "20260401T100000", "20260401T090000Z", "after it: UTC+1"},
             {"America/Mexico_City", "20220701T100000", "20220701T150000Z", "the last summer"},
             {"America/Mexico_City", "20230701T100000", "20230701T160000Z", "no daylight saving time any more"}}) {
        const auto used = year(std::stoi(local.substr(0, 4)));
        const std::chrono::sys_seconds from = std::chrono::sys_days(used / 1 / 1);
        auto object = Component("VCALENDAR");
        object.add(defineTimeZone("Customized Time Zone", *zoneOf(zone), from, from + std::chrono::years(3)));
        auto& event = object.add(Component("VEVENT"));
        event.add({"DTSTART", local, {{"TZID", {"Customized Time Zone"}}}});
        Zones zones(
            FindZone(zoneOf, [](const Component& each, year of) { return matchZone(each, of, zoneOf, systemNames()); }),
            zoneOf("UTC"), &object);
        EXPECT_EQ(textOf(zones.instantOf(*parseTime(local, "Customized Time Zone"))), utc) << zone << " " << why;
        EXPECT_FALSE(zones.nameOf("Customized Time Zone").empty()) << zone;
    }
}

TEST(ZoneMatch, TheFirstUseIsTheEarliestTimeWithThatTzid) {
    const auto object = calendar(
        "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:A\r\nBEGIN:STANDARD\r\nDTSTART;TZID=A:19800101T000000\r\n"
        "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n"
        "DTSTART;TZID=A:20240101T000000\r\nRDATE;TZID=A:20230101T000000,20250101T000000\r\n"
        "EXDATE;TZID=B:00010101T000000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    EXPECT_EQ(firstUse(object, "A"), year(2023));
    EXPECT_EQ(firstUse(object, "B"), year(1970)) << "no earlier than definitions go";
    EXPECT_EQ(firstUse(object, "C"), year(1970));
}

TEST(ZoneMatch, LargePlacesComeFirstAndAbbreviationsLast) {
    EXPECT_EQ(byPreference({"Etc/GMT-1", "CET", "Europe/Oslo", "US/Eastern", "America/New_York", "Europe/Berlin"}),
              (std::vector<std::string>{"Europe/Berlin", "America/New_York", "Europe/Oslo", "US/Eastern", "CET",
                                        "Etc/GMT-1"}));
}

}  // namespace
}  // namespace groupware::formats::ical
