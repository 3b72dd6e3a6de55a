#include "groupware/formats/ical/zones.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/ical/zone_name.h"
#include "tests/groupware/formats/ical/samples.h"

namespace groupware::formats::ical {
namespace {

Component definition(const std::string& observances) {
    return lines::parseComponents("BEGIN:VTIMEZONE\r\nTZID:X\r\n" + observances + "END:VTIMEZONE\r\n", {}).front();
}

/// Just before and after every change, and every week.
void expectSameOffsets(const tzif::TimeZone& found, const tzif::TimeZone& wanted, std::string_view from,
                       std::string_view to) {
    std::vector<std::chrono::sys_seconds> instants;
    for (const auto* zone : {&found, &wanted}) {
        for (const auto& transition : zone->transitions()) {
            instants.push_back(transition.at - std::chrono::seconds(1));
            instants.push_back(transition.at);
        }
    }
    for (auto at = instant(from); at < instant(to); at += std::chrono::weeks(1)) instants.push_back(at);
    for (const auto at : instants) {
        if (at < instant(from) || at >= instant(to)) continue;
        ASSERT_EQ(found.offsetAt(at), wanted.offsetAt(at)) << textOf(at);
    }
}

TEST(Zones, Rfc5545Section3Point3Point5LocalTimesThatAreLeftOutOrTwice) {
    const auto newYork = systemZone("America/New_York");
    EXPECT_EQ(textOf(instantOf(local("20070311T023000"), *newYork)), "20070311T073000Z") << "as 3:30 EDT";
    EXPECT_EQ(textOf(instantOf(local("20071104T013000"), *newYork)), "20071104T053000Z") << "the first 1:30, EDT";
    EXPECT_EQ(textOf(instantOf(local("20070311T015959"), *newYork)), "20070311T065959Z");
    EXPECT_EQ(textOf(instantOf(local("20070311T030000"), *newYork)), "20070311T070000Z");
    EXPECT_EQ(textOf(instantOf(local("20071104T020000"), *newYork)), "20071104T070000Z");
    EXPECT_EQ(textOf(localOf(instant("20071104T063000"), *newYork)), "20071104T013000");
    for (auto at = instant("20260101"); at < instant("20270101"); at += std::chrono::minutes(30)) {
        const auto there = localOf(at, *newYork);
        const auto back = instantOf(there, *newYork);
        EXPECT_TRUE(back == at || (at - back == std::chrono::hours(1) && localOf(back, *newYork) == there))
            << textOf(at);
    }
}

TEST(ZoneName, OtherSoftwaresNames) {
    const auto known = [](std::string_view name) { return systemZone(name) != nullptr; };
    for (const auto& [tzid, name] : std::vector<std::pair<std::string, std::string>>{
             {"Europe/Berlin", "Europe/Berlin"},
             {" Europe/Berlin", "Europe/Berlin"},
             {"UTC", "UTC"},
             {"/citadel.org/20210210_1/Europe/Berlin", "Europe/Berlin"},
             {"/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"},
             {"/mozilla.org/20050126_1/America/New_York", "America/New_York"},
             {"W. Europe Standard Time", "Europe/Berlin"},
             {"AUS Central Standard Time", "Australia/Darwin"},
             {"Yukon Standard Time", "America/Whitehorse"},
             {"India Standard Time", "Asia/Kolkata"}}) {
        EXPECT_EQ(zoneName(tzid, known), name) << tzid;
    }
    for (const auto* tzid : {"", "/", "Customized Time Zone", "W. Europe Standard", "Atlantis/Center"}) {
        EXPECT_FALSE(zoneName(tzid, known).has_value()) << tzid;
    }
    EXPECT_EQ(zoneOfWindows("UTC"), "Etc/UTC");
    EXPECT_EQ(zoneOfWindows("Zzz"), "");
}

TEST(Zones, OwnDefinitionsCountOnlyForUnknownNames) {
    const auto object = calendar(
        "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0345\r\nTZOFFSETTO:+0345\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
        "BEGIN:VTIMEZONE\r\nTZID:Broken\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n");
    auto zones = zonesIn("Asia/Tokyo", &object);
    EXPECT_EQ(textOf(zones.instantOf(*parseTime("20260101T100000", "Ours"))), "20260101T061500Z");
    EXPECT_EQ(textOf(zones.instantOf(*parseTime("20260101T100000", "Europe/Berlin"))), "20260101T090000Z");
    EXPECT_EQ(textOf(zones.instantOf(*parseTime("20260101T100000", "Broken"))), "20260101T010000Z");
    EXPECT_EQ(textOf(zones.instantOf(*parseTime("20260101T100000", "Unknown"))), "20260101T010000Z");
    EXPECT_EQ(textOf(zones.instantOf(*parseTime("20260101T100000"))), "20260101T010000Z");
    EXPECT_EQ(textOf(zones.instantOf(*parseTime("20260101T100000Z"))), "20260101T100000Z");
    EXPECT_EQ(textOf(zones.instantOf(*parseTime("20260101"))), "20251231T150000Z");
}

TEST(VTimeZone, Rfc5545Section3Point6Point5) {
    // The first example: New York since 1967.
    const auto zone = timeZoneOf(definition(
        "BEGIN:DAYLIGHT\r\nDTSTART:19670430T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU;UNTIL=19730429T070000Z\r\n"
        "TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nTZNAME:EDT\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nDTSTART:19671029T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL="
        "20061029T060000Z\r\n"
        "TZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nTZNAME:EST\r\nEND:STANDARD\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:19740106T020000\r\nRDATE:19750223T020000\r\nTZOFFSETFROM:-0500\r\n"
        "TZOFFSETTO:-0400\r\nTZNAME:EDT\r\nEND:DAYLIGHT\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:19760425T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU;UNTIL=19860427T070000Z\r\n"
        "TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nTZNAME:EDT\r\nEND:DAYLIGHT\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:19870405T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z\r\n"
        "TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nTZNAME:EDT\r\nEND:DAYLIGHT\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:20070311T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\n"
        "TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nTZNAME:EDT\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nDTSTART:20071104T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\r\n"
        "TZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nTZNAME:EST\r\nEND:STANDARD\r\n"));
    expectSameOffsets(zone, *systemZone("America/New_York"), "19700101", "20400101");
}

TEST(VTimeZone, OutlooksBeginsIn1601) {
    const auto object = calendar(kOutlookEvent);
    const auto* found = findTimeZone(object, "W. Europe Standard Time");
    ASSERT_NE(found, nullptr);
    expectSameOffsets(timeZoneOf(*found), *systemZone("Europe/Berlin"), "19961101", "20400101");
    EXPECT_EQ(findTimeZone(object, "Europe/Berlin"), nullptr);
}

TEST(VTimeZone, WhatIsBrokenIsRefused) {
    const std::string offsets = "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n";
    for (const auto& observances : std::vector<std::string>{
             "", "BEGIN:X\r\nEND:X\r\n", "BEGIN:STANDARD\r\n" + offsets + "END:STANDARD\r\n",
             "BEGIN:STANDARD\r\nDTSTART:x\r\n" + offsets + "END:STANDARD\r\n",
             "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nEND:STANDARD\r\n",
             "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nRRULE:FREQ=SECONDLY\r\n" + offsets + "END:STANDARD\r\n",
             "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nRRULE:FREQ=HOURLY\r\n" + offsets + "END:STANDARD\r\n"}) {
        EXPECT_THROW((void)timeZoneOf(definition(observances)), Error) << observances;
    }
}

TEST(VTimeZone, ZonesUsedAreNamedOnce) {
    EXPECT_EQ(zonesUsed(calendar(kAppleTodo)), std::vector<std::string>{"Europe/Berlin"});
    EXPECT_EQ(zonesUsed(calendar(kOutlookEvent)), std::vector<std::string>{"W. Europe Standard Time"});
    EXPECT_TRUE(zonesUsed(calendar(kTasksOrg)).empty());
}

TEST(VTimeZone, ADefinitionSaysWhatTheDatabaseSays) {
    for (const auto* name :
         {"Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC", "Europe/Dublin",
          "Africa/Casablanca", "America/Sao_Paulo", "America/Nuuk", "Asia/Gaza", "Africa/Cairo", "Asia/Jerusalem",
          "America/Santiago", "Pacific/Apia", "Antarctica/Troll", "America/Mexico_City", "Europe/Moscow"}) {
        const auto zone = systemZone(name);
        ASSERT_NE(zone, nullptr) << name;
        for (const auto* from : {"20050615", "20260301"}) {
            const auto written = defineTimeZone(name, *zone, instant(from), instant("20400101"));
            SCOPED_TRACE(written.text());
            expectSameOffsets(timeZoneOf(written), *zone, from, "20391231");
        }
    }
}

TEST(VTimeZone, ADefinitionIsShort) {
    EXPECT_EQ(
        defineTimeZone("Europe/Berlin", *systemZone("Europe/Berlin"), instant("20260301"), instant("20400101")).text(),
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:20250330T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nDTSTART:20251026T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n");
    EXPECT_EQ(defineTimeZone("Asia/Kathmandu", *systemZone("Asia/Kathmandu"), instant("20260301"), instant("20400101"))
                  .text(),
              "BEGIN:VTIMEZONE\r\nTZID:Asia/Kathmandu\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
              "TZOFFSETFROM:+0545\r\nTZOFFSETTO:+0545\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n");
    EXPECT_LT(defineTimeZone("Asia/Jerusalem", *systemZone("Asia/Jerusalem"), instant("20260301"), instant("20400101"))
                  .text()
                  .size(),
              500U)
        << "the Friday before the last Sunday has words in iCalendar, too";
}

}  // namespace
}  // namespace groupware::formats::ical
