#include "groupware/calendar/index.h"

#include "groupware/base/error.h"
#include "groupware/calendar/search_words.h"
#include "groupware/formats/ical/zone_match.h"
#include "tests/groupware/formats/ical/samples.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace groupware::calendar {
namespace {

using formats::ical::instant;
using formats::ical::systemZone;
using formats::ical::textOf;
using ::test::codeOf;

constexpr Bounds kBounds{.occurrences = 2000, .steps = 1'000'000};
const std::set<std::string> kAnna{"mailto:anna@example.com", "mailto:a.nna@example.com",
                                  "mailto:anna@xn--bcher-kva.example"};

TimeContext in(const std::string& zone) {
    return {.find = systemZone, .zone = zone};
}
std::string event(const std::string& lines, const std::string& uid = "u") {
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20260101T000000Z\r\n" + lines + "END:VEVENT\r\n";
}
formats::ical::Component calendarOf(const std::string& components) {
    return formats::ical::parseCalendar("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + components + "END:VCALENDAR\r\n", {});
}
IndexedObject indexed(const std::string& components, const std::string& zone = "Europe/Berlin") {
    return indexObject(calendarOf(components), kAnna, in(zone), kBounds);
}
IndexedEvent indexedEvent(const std::string& lines) {
    return indexed(event(lines)).events.at(0);
}
std::string textOf(Instant time) {
    return formats::ical::textOf(std::chrono::floor<std::chrono::seconds>(time));
}
std::vector<std::string> startsOf(const IndexedEvent& series, std::string_view from, std::string_view to,
                                  const std::string& zone = "Europe/Berlin") {
    std::vector<std::string> starts;
    const auto found =
        occurrencesOf(series.recurrence.value_or(""), {.from = instant(from), .to = instant(to)}, in(zone), kBounds);
    for (const auto& each : found.occurrences) starts.push_back(formats::ical::textOf(each.start));
    return starts;
}
using Starts = std::vector<std::string>;

TEST(Index, TimesOfSingleEvents) {
    struct Case {
        std::string lines, start, end, zone;
        bool floating, wholeDays, lasting;
    };
    // RFC 5545 section 3.6.1: without an end a date lasts a day, a time no time.
    const std::array<Case, 10> cases{{
        {"DTSTART:20260310T090000Z\r\nDTEND:20260310T100000Z\r\n", "20260310T090000Z", "20260310T100000Z", "", false,
         false, false},
        {"DTSTART;TZID=Europe/Berlin:20260710T090000\r\nDURATION:PT90M\r\n", "20260710T070000Z", "20260710T083000Z",
         "Europe/Berlin", false, false, false},
        {"DTSTART;TZID=W. Europe Standard Time:20260110T090000\r\n", "20260110T080000Z", "20260110T080000Z",
         "Europe/Berlin", false, false, false},
        {"DTSTART;TZID=/citadel.org/20250101_1/America/New_York:20260110T090000\r\n", "20260110T140000Z",
         "20260110T140000Z", "America/New_York", false, false, false},
        {"DTSTART:20260310T090000\r\nDTEND:20260310T100000\r\n", "20260310T090000Z", "20260310T100000Z", "", true,
         false, false},
        {"DTSTART;VALUE=DATE:20260310\r\n", "20260310T000000Z", "20260311T000000Z", "", true, true, false},
        {"DTSTART;VALUE=DATE:20260310\r\nDTEND;VALUE=DATE:20260313\r\n", "20260310T000000Z", "20260313T000000Z", "",
         true, true, false},
        // One day of the calendar over the night in which clocks are put forward.
        {"DTSTART;TZID=Europe/Berlin:20260328T120000\r\nDURATION:P1D\r\n", "20260328T110000Z", "20260329T100000Z",
         "Europe/Berlin", false, false, false},
        {"DTSTART:20260310T090000Z\r\nDTEND:20260411T100000Z\r\n", "20260310T090000Z", "20260411T100000Z", "", false,
         false, true},
        {"DTSTART;TZID=Nowhere:20260310T090000\r\n", "20260310T090000Z", "20260310T090000Z", "", true, false, false},
    }};
    for (const auto& each : cases) {
        const auto found = indexedEvent(each.lines);
        EXPECT_EQ(textOf(found.start), each.start) << each.lines;
        EXPECT_EQ(textOf(found.end), each.end) << each.lines;
        EXPECT_EQ(found.zone, each.zone) << each.lines;
        EXPECT_EQ(found.floating, each.floating) << each.lines;
        EXPECT_EQ(found.wholeDays, each.wholeDays) << each.lines;
        EXPECT_EQ(found.lasting, each.lasting) << each.lines;
        EXPECT_EQ(found.rangeFrom, found.start) << each.lines;
        EXPECT_EQ(found.rangeTo, found.end) << each.lines;
        EXPECT_FALSE(found.recurrence) << each.lines;
    }
}

constexpr const char* kOwnZone =
    "BEGIN:VTIMEZONE\r\nTZID:Ship\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0130\r\n"
    "TZOFFSETTO:+0130\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

TEST(Index, AZoneThatTheObjectDefinesIsKeptWithTheSeries) {
    const auto found =
        indexed(kOwnZone + event("DTSTART;TZID=Ship:20260310T090000\r\nRRULE:FREQ=DAILY;COUNT=3\r\n")).events.at(0);
    EXPECT_EQ(textOf(found.start), "20260310T073000Z");
    EXPECT_EQ(found.zone, "Ship");
    EXPECT_EQ(startsOf(found, "20260101", "20270101"),
              (Starts{"20260310T073000Z", "20260311T073000Z", "20260312T073000Z"}));
    const auto known =
        indexed(event("DTSTART;TZID=Europe/Berlin:20260310T090000\r\nRRULE:FREQ=DAILY\r\n")).events.at(0);
    EXPECT_EQ(known.recurrence->find("VTIMEZONE"), std::string::npos) << "the system knows it better";
}

TEST(Index, AZoneThatIsKnownByItsRulesHasTheSystemsName) {
    const std::string central =
        "BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n"
        "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
    const std::vector<std::string> names{"Europe/Berlin"};
    const TimeContext times{.find = formats::ical::FindZone(systemZone,
                                                            [&](const auto& definition, std::chrono::year used) {
                                                                return formats::ical::matchZone(definition, used,
                                                                                                systemZone, names);
                                                            }),
                            .zone = "UTC"};
    const auto calendar = calendarOf(
        central + event("DTSTART;TZID=Customized Time Zone:20260701T090000\r\nRRULE:FREQ=MONTHLY;COUNT=2\r\n"));
    const auto found = indexObject(calendar, kAnna, times, kBounds).events.at(0);
    EXPECT_EQ(found.zone, "Europe/Berlin");
    EXPECT_EQ(textOf(found.start), "20260701T070000Z");
    const auto occurrences =
        occurrencesOf(*found.recurrence, {.from = instant("20260101"), .to = instant("20270101")}, times, kBounds)
            .occurrences;
    ASSERT_EQ(occurrences.size(), 2U);
    EXPECT_EQ(textOf(occurrences[1].start), "20260801T070000Z");
}

TEST(Index, FirstAndLastInstancesCountChangedOnesAndNotDeletedOnes) {
    struct Case {
        std::string lines, instances, first, last;
        Hints changed{};  ///< of the first changed instance
    };
    const auto ends = [](bool first, bool last) {
        Hints hints;
        hints.set(Hint::FirstInstance, first);
        hints.set(Hint::LastInstance, last);
        return hints;
    };
    const std::string start = "DTSTART;TZID=Europe/Berlin:20260302T100000\r\nDURATION:PT1H\r\n";
    const auto changed = [&](const std::string& id, const std::string& to) {
        return event("RECURRENCE-ID;TZID=Europe/Berlin:" + id + "\r\nDTSTART;TZID=Europe/Berlin:" + to + "\r\n");
    };
    const std::vector<Case> cases{
        {start, "", "", ""},
        {start + "RRULE:FREQ=DAILY;COUNT=5\r\n", "", "20260302T100000", "20260306T100000"},
        {start + "RRULE:FREQ=DAILY\r\n", "", "20260302T100000", ""},
        // In Berlin the clocks go forward on the 29th.
        {start + "RRULE:FREQ=WEEKLY;UNTIL=20260330T080000Z\r\n", "", "20260302T100000", "20260330T100000"},
        {start + "RRULE:FREQ=DAILY;COUNT=5\r\nEXDATE;TZID=Europe/Berlin:20260302T100000,20260306T100000\r\n", "",
         "20260303T100000", "20260305T100000"},
        {start + "RRULE:FREQ=YEARLY\r\nEXDATE;TZID=Europe/Berlin:20260302T100000,20270302T100000\r\n", "",
         "20280302T100000", ""},
        {start + "RRULE:FREQ=DAILY;COUNT=3\r\n", changed("20260304T100000", "20260301T120000"), "20260302T100000",
         "20260304T100000", ends(false, true)},
        {start + "RRULE:FREQ=DAILY;COUNT=3\r\n", changed("20260302T100000", "20260310T120000"), "20260302T100000",
         "20260304T100000", ends(true, false)},
        {start + "RRULE:FREQ=DAILY\r\n", changed("20260303T100000", "20260310T120000"), "20260302T100000", "",
         ends(false, false)},
        {start + "RDATE;TZID=Europe/Berlin:20260201T090000,20260501T090000\r\n", "", "20260201T090000",
         "20260501T090000"},
        {"DTSTART;VALUE=DATE:20260302\r\nRRULE:FREQ=DAILY;COUNT=2\r\n", "", "20260302", "20260303"},
        {"DTSTART:20260302T100000Z\r\nRRULE:FREQ=DAILY;COUNT=2\r\n", "", "20260302T100000Z", "20260303T100000Z"},
        {start + "RRULE:FREQ=DAILY;COUNT=1\r\nEXDATE;TZID=Europe/Berlin:20260302T100000\r\n", "", "", ""},
    };
    for (const auto& each : cases) {
        const auto found = indexed(event(each.lines) + each.instances).events;
        EXPECT_EQ(found.at(0).firstInstance, each.first) << each.lines;
        EXPECT_EQ(found.at(0).lastInstance, each.last) << each.lines;
        if (each.instances.empty()) continue;
        const auto& hints = found.at(1).hints;
        EXPECT_EQ(hints.has(Hint::FirstInstance), each.changed.has(Hint::FirstInstance)) << each.lines;
        EXPECT_EQ(hints.has(Hint::LastInstance), each.changed.has(Hint::LastInstance)) << each.lines;
    }
}

TEST(Index, HintsSayWhatListsShow) {
    const std::string start = "DTSTART:20260310T090000Z\r\n";
    const std::string organizer =
        "ORGANIZER:mailto:boss@example.com\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:Boss@example.com\r\n";
    const auto attendee = [](const std::string& name, const std::string& partStat) {
        return "ATTENDEE;PARTSTAT=" + partStat + ":mailto:" + name + "@example.com\r\n";
    };
    struct Case {
        std::string lines;
        std::vector<Hint> hints;
    };
    const std::vector<Case> cases{
        {"", {}},
        {"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n", {Hint::Alarms}},
        {"CONFERENCE;VALUE=URI:https://example.com/x\r\n", {Hint::Conferences}},
        {"ATTACH:https://example.com/a.pdf\r\n", {Hint::Attachments}},
        {"TRANSP:transparent\r\n", {Hint::Transparent}},
        {organizer, {}},
        {organizer + attendee("anna", "DECLINED"), {Hint::OthersDeclined}},
        {organizer + attendee("anna", "DECLINED") + attendee("bert", "TENTATIVE"), {}},
        {organizer + attendee("anna", "DECLINED") + attendee("bert", "DECLINED"), {Hint::OthersDeclined}},
    };
    for (const auto& each : cases) {
        Hints expected;
        expected.set(Hint::Derived);
        for (const auto hint : each.hints) expected.set(hint);
        EXPECT_EQ(indexedEvent(start + each.lines).hints.bits(), expected.bits()) << each.lines;
    }
}

TEST(Index, WordsAreEveryTextThatSomebodyMayRemember) {
    const auto found = indexedEvent(
        "DTSTART:20260310T090000Z\r\nSUMMARY:Plan\\, B\r\nLOCATION:Room 5\r\nCATEGORIES:work,blue\r\n"
        "ORGANIZER;CN=The Boss:mailto:Boss@example.com\r\nATTENDEE;CN=Anna:mailto:anna@example.com\r\n"
        "COMMENT:bring cake\r\nDESCRIPTION:first\\nsecond\r\nX-OTHER:nothing\r\n");
    EXPECT_EQ(found.words,
              "\nPlan, B\nRoom 5\nwork\nblue\nThe Boss\nboss@example.com\nAnna\nanna@example.com\nbring cake\n"
              "first\nsecond\n");
    EXPECT_EQ(indexedEvent("DTSTART:20260310T090000Z\r\n").words, "");
    std::string umlauts;
    for (int i = 0; i < 20'000; ++i) umlauts += "\u00fc";
    EXPECT_EQ(indexedEvent("DTSTART:20260310T090000Z\r\nDESCRIPTION:" + umlauts + "\r\n").words.size(),
              1 + (kMaxSearchWords - 1) * 2);
}

TEST(Index, WhatMakesBusy) {
    struct Case {
        std::string lines;
        Busy busy;
    };
    const std::string attends = "ORGANIZER:mailto:boss@example.com\r\nATTENDEE;PARTSTAT=";
    const std::string anna = ":mailto:Anna@Example.com\r\n";
    const std::array<Case, 14> cases{{
        {"", Busy::Busy},                                                      // RFC 5545 section 3.8.2.7
        {"TRANSP:OPAQUE\r\n", Busy::Busy},                                     //
        {"TRANSP:TRANSPARENT\r\n", Busy::Free},                                //
        {"STATUS:CANCELLED\r\n", Busy::Free},                                  // RFC 4791 section 7.10
        {"STATUS:TENTATIVE\r\n", Busy::Tentative},                             //
        {"STATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\n", Busy::Free},            //
        {"X-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n", Busy::Unavailable},             //
        {"X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n", Busy::Free},                   //
        {"X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\nTRANSP:OPAQUE\r\n", Busy::Busy},  // who knows only TRANSP changed it
        {"X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\r\n", Busy::Tentative},         //
        {attends + "ACCEPTED" + anna, Busy::Busy},                             //
        {attends + "DECLINED" + anna, Busy::Free},                             //
        {attends + "NEEDS-ACTION" + anna, Busy::Tentative},                    //
        {attends + "DELEGATED;DELEGATED-TO=\"mailto:b@x.y\"" + anna, Busy::Free},
    }};
    for (const auto& each : cases)
        EXPECT_EQ(indexedEvent("DTSTART:20260310T090000Z\r\n" + each.lines).busy, each.busy) << each.lines;
}

TEST(Index, WordsOfAnEvent) {
    const auto found = indexedEvent(
        "DTSTART:20260310T090000Z\r\nSUMMARY:Lunch\\, long\r\nLOCATION:Room\\n1\r\nCATEGORIES:a,b\r\nCATEGORIES:c\\, "
        "d\r\nCOLOR:turquoise\r\nSEQUENCE:3\r\nCLASS:CONFIDENTIAL\r\nSTATUS:CONFIRMED\r\n"
        "ORGANIZER;CN=Boss:MAILTO:Boss@Example.com\r\nATTENDEE;PARTSTAT=TENTATIVE:mailto:a.nna@example.com\r\n"
        "ATTENDEE:mailto:other@example.com\r\n");
    EXPECT_EQ(found.summary, "Lunch, long");
    EXPECT_EQ(found.location, "Room\n1");
    EXPECT_EQ(found.categories, R"(a,b,c\, d)") << "what has a comma is one";
    EXPECT_EQ(found.color, "turquoise");
    EXPECT_EQ(found.sequence, 3);
    EXPECT_EQ(found.classification, Class::Confidential);
    EXPECT_EQ(found.status, Status::Confirmed);
    EXPECT_EQ(found.organizer, "boss@example.com");
    EXPECT_EQ(found.partStat, PartStat::Tentative);
    EXPECT_EQ(found.attendees, 2);
    EXPECT_EQ(indexedEvent("DTSTART:20260310T090000Z\r\nCLASS:X-SECRET\r\n").classification, Class::Private)
        << "RFC 5545 section 3.8.1.3";
    EXPECT_EQ(indexedEvent("DTSTART:20260310T090000Z\r\nSUMMARY:" + std::string(2000, 'x') + "\r\n").summary.size(),
              1024U);
}

TEST(Index, InstancesThatSayNoClassAreAsTheirSeries) {
    const std::string start = "DTSTART:20260310T090000Z\r\n";
    const auto series = event(start + "RRULE:FREQ=DAILY\r\nCLASS:PRIVATE\r\n");
    const auto found = indexed(series + event("RECURRENCE-ID:20260311T090000Z\r\n" + start) +
                               event("RECURRENCE-ID:20260312T090000Z\r\nCLASS:PUBLIC\r\n" + start));
    EXPECT_EQ(found.events.at(1).classification, Class::Private);
    EXPECT_EQ(found.events.at(2).classification, Class::Public);
}

TEST(Index, RolesOfRfc6638Section3Point2) {
    const auto roleOf = [](const std::string& lines) {
        return indexed(event("DTSTART:20260310T090000Z\r\n" + lines)).role;
    };
    const std::string other = "ATTENDEE:mailto:other@example.com\r\n";
    EXPECT_EQ(roleOf(""), Role::None);
    EXPECT_EQ(roleOf("ORGANIZER:mailto:anna@example.com\r\n"), Role::None) << "without attendees nobody is asked";
    EXPECT_EQ(roleOf("ORGANIZER:mailto:ANNA@example.com\r\n" + other), Role::Organizer);
    EXPECT_EQ(roleOf("ORGANIZER:mailto:boss@example.com\r\nATTENDEE:mailto:a.nna@example.com\r\n"), Role::Attendee);
    EXPECT_EQ(roleOf("ORGANIZER:mailto:boss@example.com\r\n" + other), Role::None);
    // RFC 5890: two spellings of one domain.
    for (const auto* const domain : {"xn--bcher-kva.example", "B\u00FCcher.example"}) {
        const std::string anna = "mailto:anna@" + std::string(domain) + "\r\n";
        EXPECT_EQ(roleOf("ORGANIZER:" + anna + other), Role::Organizer) << anna;
        EXPECT_EQ(roleOf("ORGANIZER:mailto:boss@example.com\r\nATTENDEE:" + anna), Role::Attendee) << anna;
    }
}

TEST(Index, InstancesAreReplacedWhateverTheFormOfTheirIds) {
    const std::string series = event(
        "DTSTART;TZID=Europe/Berlin:20260309T100000\r\nDURATION:PT1H\r\n"
        "RRULE:FREQ=DAILY;COUNT=6\r\nEXDATE;TZID=Europe/Berlin:20260314T100000\r\n");
    const std::string moved = "DTSTART;TZID=Europe/Berlin:20260601T080000\r\nDURATION:PT2H\r\n";
    const auto found = indexed(event("RECURRENCE-ID;TZID=Europe/Berlin:20260311T100000\r\n" + moved) +
                               event("RECURRENCE-ID:20260310T090000Z\r\n" + moved) + series +
                               event("RECURRENCE-ID;VALUE=DATE:20260312\r\n" + moved));
    ASSERT_EQ(found.events.size(), 4U);
    EXPECT_EQ(found.events[0].recurrenceId, "") << "the series comes first";
    EXPECT_EQ(found.events[1].recurrenceId, "20260310T100000");
    EXPECT_EQ(found.events[2].recurrenceId, "20260311T100000");
    EXPECT_EQ(found.events[3].recurrenceId, "20260312T100000");
    EXPECT_EQ(startsOf(found.events[0], "20260101", "20270101"), (Starts{"20260309T090000Z", "20260313T090000Z"}));
    EXPECT_EQ(textOf(found.events[0].rangeTo), "20260313T100000Z");
    EXPECT_EQ(textOf(found.events[1].rangeFrom), "20260601T060000Z") << "beyond the series";
    EXPECT_EQ(textOf(found.events[1].rangeTo), "20260601T080000Z");
    EXPECT_FALSE(found.events[1].lasting);
}

TEST(Index, InstancesOfWholeDaysAndOfFloatingTimes) {
    const auto days = indexed(event("DTSTART;VALUE=DATE:20260309\r\nRRULE:FREQ=DAILY;COUNT=4\r\n") +
                              event("RECURRENCE-ID:20260309T230000Z\r\nDTSTART;VALUE=DATE:20260401\r\n") +
                              event("RECURRENCE-ID;VALUE=DATE:20260311\r\nDTSTART:20260402T080000Z\r\n"));
    EXPECT_EQ(days.events[1].recurrenceId, "20260310") << "that is when the day begins in Berlin";
    EXPECT_EQ(days.events[2].recurrenceId, "20260311");
    EXPECT_EQ(startsOf(days.events[0], "20260101", "20270101", "America/New_York"),
              (Starts{"20260309T040000Z", "20260312T040000Z"}));
    const auto floating = indexed(event("DTSTART:20260309T100000\r\nRRULE:FREQ=DAILY;COUNT=3\r\n") +
                                  event("RECURRENCE-ID:20260310T100000\r\nDTSTART:20260310T120000\r\n"));
    EXPECT_EQ(startsOf(floating.events[0], "20260101", "20270101", "Asia/Tokyo"),
              (Starts{"20260309T010000Z", "20260311T010000Z"}));
}

TEST(Index, ObjectsOfInstancesOnly) {
    // RFC 6638 section 3.2.2.1: who is invited to instances gets no series.
    const auto found = indexed(event("RECURRENCE-ID:20260310T090000Z\r\nDTSTART:20260310T090000Z\r\n") +
                               event("RECURRENCE-ID:20260303T090000Z\r\nDTSTART:20260303T100000Z\r\n"));
    ASSERT_EQ(found.events.size(), 2U);
    EXPECT_EQ(found.events[0].recurrenceId, "20260303T090000Z");
    EXPECT_FALSE(found.events[0].recurrence);
    EXPECT_EQ(found.events[1].recurrenceId, "20260310T090000Z");
}

TEST(Index, RangesOfSeries) {
    const auto range = [](const std::string& lines) {
        const auto found = indexedEvent("DTSTART:20260310T090000Z\r\nDURATION:PT1H\r\n" + lines);
        EXPECT_TRUE(found.lasting);
        return textOf(found.rangeFrom) + "/" + (found.rangeTo == kForever ? "ever" : textOf(found.rangeTo));
    };
    EXPECT_EQ(range("RRULE:FREQ=WEEKLY\r\n"), "20260310T090000Z/ever");
    EXPECT_EQ(range("RRULE:FREQ=WEEKLY;COUNT=3\r\n"), "20260310T090000Z/20260324T100000Z");
    EXPECT_EQ(range("RRULE:FREQ=WEEKLY;UNTIL=20260324T085959Z\r\n"), "20260310T090000Z/20260317T100000Z");
    EXPECT_EQ(range("RDATE:20260401T090000Z,20260201T090000Z\r\n"), "20260201T090000Z/20260401T100000Z");
    EXPECT_EQ(range("RDATE;VALUE=PERIOD:20260401T090000Z/PT5H\r\n"), "20260310T090000Z/20260401T140000Z");
    EXPECT_EQ(range("RRULE:FREQ=DAILY;COUNT=2\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n"), "20260310T090000Z/20260324T100000Z");
    EXPECT_EQ(range("RRULE:FREQ=HOURLY;UNTIL=99990101T000000Z\r\n"), "20260310T090000Z/ever")
        << "too far away to be counted";
}

TEST(Index, DenseSeriesThatEndSoonOrAreThinnedOut) {
    const std::string start = "DTSTART:20260310T090000Z\r\n";
    for (const std::string rule :
         {"FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50;COUNT=500", "FREQ=HOURLY;INTERVAL=6;BYMINUTE=0,10,20,30,40,50",
          "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40",
          "FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,6,12,18,24,30,36,42,48,54;BYSETPOS=1,-1"})
        EXPECT_NO_THROW((void)indexed(event(start + "RRULE:" + rule + "\r\n"))) << rule;
}

TEST(Index, Refusals) {
    const std::string start = "DTSTART:20260310T090000Z\r\n";
    const auto refused = [](const std::string& components) { return codeOf([&] { (void)indexed(components); }); };
    const std::array<std::string, 16> cases{
        "",
        event("SUMMARY:no start\r\n"),
        event(start) + event(start, "other"),
        event(start) + event(start),
        event(start) + "BEGIN:VTODO\r\nUID:u\r\nEND:VTODO\r\n",
        "BEGIN:VEVENT\r\n" + start + "END:VEVENT\r\n",
        event(start, std::string(513, 'u')),
        event(start + "RRULE:FREQ=MINUTELY\r\n"),
        event(start + "RRULE:FREQ=DAILY\r\nEXRULE:FREQ=WEEKLY\r\n"),
        event(start + "RRULE:FREQ=HOURLY;COUNT=900000000\r\n"),
        // So dense that a month of it could not be listed.
        event(start + "RRULE:FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50\r\n"),
        event(start + "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,6,12,18,24,30,36,42,48,54\r\n"),
        event(start + "RRULE:FREQ=HOURLY\r\nRRULE:FREQ=HOURLY;BYMINUTE=30\r\n"),
        event(start) + event("RECURRENCE-ID:x\r\n" + start),
        // RFC 5545 section 3.2.13: clients split series instead.
        event(start + "RRULE:FREQ=DAILY\r\n") + event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260311T090000Z\r\n" + start),
        event(start + "RRULE:FREQ=DAILY\r\n") + event("RECURRENCE-ID:20260311T090000Z\r\n" + start) +
            event("RECURRENCE-ID;TZID=Europe/Berlin:20260311T100000\r\n" + start),
    };
    for (const auto& each : cases) EXPECT_EQ(refused(each), ErrorCode::BadRequest) << each;
    EXPECT_EQ(codeOf([&] {
                  (void)indexObject(calendarOf(event(start + "RRULE:FREQ=DAILY;COUNT=1\r\n") +
                                               event("RECURRENCE-ID:20260311T090000Z\r\n" + start) +
                                               event("RECURRENCE-ID:20260312T090000Z\r\n" + start)),
                                    kAnna, in("UTC"), {.occurrences = 2, .steps = 1000});
              }),
              ErrorCode::BadRequest);
}

}  // namespace
}  // namespace groupware::calendar
