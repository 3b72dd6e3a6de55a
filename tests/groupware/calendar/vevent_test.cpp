#include "groupware/calendar/vevent.h"

#include "groupware/calendar/rules.h"
#include "groupware/formats/ical/vtimezone.h"
#include "tests/groupware/calendar/random_event.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <sstream>

namespace groupware::calendar {
namespace {

using formats::ical::zonesIn;
using test::calendarOf;
using test::eventText;
using test::fieldsIn;
using test::textOf;
using test::timeOf;

constexpr Limits kLimits{.summaryCharacters = 767,
                         .descriptionCharacters = 65'535,
                         .textCharacters = 767,
                         .attendees = 300,
                         .alarms = 20,
                         .exceptions = 1000};

std::multiset<std::string> linesOf(const std::string& text) {
    std::multiset<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.insert(line);
    return lines;
}

/// What is put into an empty VEVENT.
ical::Component written(const EventFields& fields) {
    auto calendar = makeEventCalendar(fields.uid, test::kNow);
    auto zones = zonesIn("Europe/Berlin");
    auto wanted = fields;
    wanted.created = test::kNow;
    putFields(*findSeries(calendar), wanted, zones);
    return calendar;
}

TEST(VEvent, FieldsToTextToFieldsIsTheSame) {
    std::mt19937 random(4711);
    auto zones = zonesIn("Europe/Berlin");
    for (int round = 0; round < 700; ++round) {
        auto fields = test::randomEvent(random);
        ASSERT_NO_THROW(requireValid(fields, kLimits, zones));
        const auto text = written(fields).text();
        auto parsed = ical::parseCalendar(text, {});
        EXPECT_EQ(parsed.text(), text);
        fields.created = test::kNow;
        const auto read = fieldsIn(parsed);
        ASSERT_EQ(read, fields) << text;
        putFields(*findSeries(parsed), read, zones);
        ASSERT_EQ(parsed.text(), text) << "nothing changed";
        // As a client sends it that does not know which property said what.
        putFields(*findSeries(parsed), fields, zones);
        ASSERT_EQ(parsed.text(), text) << "nothing changed";
    }
}

TEST(VEvent, WhatOtherClientsWroteKeepsItsOctets) {
    for (const auto* text : {formats::ical::kOutlookEvent}) {
        auto calendar = ical::parseCalendar(text, {});
        auto zones = zonesIn("Europe/Berlin", &calendar);
        putFields(*findSeries(calendar), fieldsOf(*findSeries(calendar), zones), zones);
        EXPECT_EQ(calendar.text(), text);
    }
}

TEST(VEvent, EverythingThatAnOutlookMeetingSays) {
    const auto fields = fieldsIn(ical::parseCalendar(formats::ical::kOutlookEvent, {}));
    EXPECT_EQ(fields.uid, "040000008200E00074C5B7101A82E008");
    EXPECT_EQ(textOf(fields.start), "W. Europe Standard Time:20260309T100000");
    EXPECT_EQ(textOf(fields.end), "W. Europe Standard Time:20260309T110000");
    EXPECT_EQ(fields.rule, "FREQ=WEEKLY;UNTIL=20260330T080000Z;INTERVAL=1;BYDAY=MO;WKST=MO");
    ASSERT_EQ(fields.exceptions.size(), 1U);
    EXPECT_EQ(textOf(fields.exceptions[0]), "W. Europe Standard Time:20260316T100000");
    EXPECT_EQ(fields.summary, "Weekly");
    EXPECT_EQ(fields.description, "Agenda\n");
    EXPECT_EQ(fields.status, Status::Confirmed);
    EXPECT_EQ(fields.priority, 5);
    EXPECT_EQ(fields.sequence, 2);
    ASSERT_EQ(fields.attendees.size(), 2U);
    EXPECT_EQ(fields.attendees[1].type, "RESOURCE");
    ASSERT_TRUE(fields.organizer);
    EXPECT_EQ(fields.organizer->name, "Boss, The");
    ASSERT_EQ(fields.alarms.size(), 1U);
    EXPECT_EQ(fields.alarms[0].trigger, "-PT15M");
    ASSERT_EQ(fields.attachments.size(), 1U);
    EXPECT_EQ(fields.attachments[0].octets, "hello");
    ASSERT_EQ(fields.extended.size(), 1U);
    EXPECT_EQ(fields.extended[0].name, "X-MICROSOFT-CDO-BUSYSTATUS");
    EXPECT_EQ(fields.extended[0].value, "TENTATIVE");
}

TEST(VEvent, Rfc5545EndsOfEvents) {
    struct Case {
        std::string lines, end;
    };
    const std::vector<Case> cases{
        {"DTSTART;VALUE=DATE:20260310\r\n", "20260311"},                                    // section 3.6.1
        {"DTSTART:20260310T090000Z\r\n", "20260310T090000Z"},                               // section 3.6.1
        {"DTSTART;VALUE=DATE:20260310\r\nDURATION:P2D\r\n", "20260312"},                    // section 3.8.2.5
        {"DTSTART:20260310T090000\r\nDURATION:PT90M\r\n", "20260310T103000"},               // section 3.8.2.5
        {"DTSTART:20260310T090000Z\r\nDTEND:20260310T080000Z\r\n", "20260310T090000Z"},     // wrong: no end
        {"DTSTART;VALUE=DATE:20260310\r\nDTEND:20260312T100000Z\r\n", "20260312"},          // wrong: other form
        {"DTSTART:20260310T090000Z\r\nDTEND;VALUE=DATE:20260311\r\n", "20260311T000000Z"},  // wrong: other form
        {"DTSTART:20260310T090000Z\r\nDURATION:-PT1H\r\n", "20260310T090000Z"},             // wrong: no end
        {"DTSTART:20260310T090000Z\r\nDTEND;TZID=Asia/Tokyo:20260310T190000\r\n", "Asia/Tokyo:20260310T190000"},
        // Section 3.3.6: an hour of the clock is left out in that night.
        {"DTSTART;TZID=Europe/Berlin:20260329T013000\r\nDURATION:PT1H\r\n", "Europe/Berlin:20260329T033000"},
        {"DTSTART;TZID=Europe/Berlin:20260328T120000\r\nDURATION:P1D\r\n", "Europe/Berlin:20260329T120000"},
        {"DTSTART;TZID=Europe/Berlin:20260328T120000\r\nDURATION:PT24H\r\n", "Europe/Berlin:20260329T130000"}};
    for (const auto& [lines, end] : cases) {
        const auto calendar = calendarOf(eventText(lines));
        EXPECT_EQ(textOf(fieldsIn(calendar).end), end) << lines;
        auto same = calendar;
        auto zones = zonesIn("Europe/Berlin");
        putFields(*findSeries(same), fieldsIn(calendar), zones);
        EXPECT_EQ(same.text(), calendar.text());
    }
}

TEST(VEvent, AnUnknownClassIsPrivate) {
    // RFC 5545 section 3.8.1.3.
    EXPECT_EQ(fieldsIn(calendarOf(eventText(""))).classification, Class::Public);
    EXPECT_EQ(fieldsIn(calendarOf(eventText("CLASS:X-BOARD\r\n"))).classification, Class::Private);
    EXPECT_EQ(fieldsIn(calendarOf(eventText("CLASS:confidential\r\n"))).classification, Class::Confidential);
}

TEST(VEvent, AMovedEventKeepsItsDurationAsLongAsThatIsRight) {
    auto calendar = calendarOf(eventText("DTSTART:20260310T090000Z\r\nDURATION:PT1H\r\n"));
    auto zones = zonesIn("UTC");
    auto fields = fieldsIn(calendar);
    fields.start.local += std::chrono::hours(2);
    fields.end.local += std::chrono::hours(2);
    putFields(*findSeries(calendar), fields, zones);
    EXPECT_NE(calendar.text().find("DTSTART:20260310T110000Z\r\nDURATION:PT1H\r\n"), std::string::npos);
    fields.end.local += std::chrono::hours(1);
    putFields(*findSeries(calendar), fields, zones);
    EXPECT_EQ(calendar.text().find("DURATION"), std::string::npos) << calendar.text();
    EXPECT_EQ(fieldsIn(calendar).end, fields.end);
}

TEST(VEvent, TimesThatStayKeepTheirLines) {
    auto calendar = calendarOf(
        eventText("DTSTART:20260310T090000Z\r\nRRULE:FREQ=DAILY\r\nEXDATE;X=1:20260311T090000Z,20260312T090000Z\r\n"
                  "EXDATE:20260313T090000Z\r\nRDATE;VALUE=PERIOD:20260310T120000Z/PT1H\r\nRDATE:20260401T120000Z\r\n"));
    auto zones = zonesIn("UTC");
    auto fields = fieldsIn(calendar);
    EXPECT_EQ(fields.exceptions.size(), 3U);
    ASSERT_EQ(fields.additions.size(), 2U) << "of a period its start";
    fields.exceptions.erase(fields.exceptions.begin());
    fields.exceptions.push_back(timeOf("20260320T090000Z"));
    fields.additions.pop_back();
    putFields(*findSeries(calendar), fields, zones);
    EXPECT_EQ(test::lineOf(*findSeries(calendar), "EXDATE"),
              "EXDATE;X=1:20260312T090000Z\r\nEXDATE:20260313T090000Z\r\nEXDATE:20260320T090000Z\r\n");
    EXPECT_EQ(test::lineOf(*findSeries(calendar), "RDATE"), "RDATE;VALUE=PERIOD:20260310T120000Z/PT1H\r\n");
}

TEST(VEvent, ANewDescriptionLeavesNoOldOneInOtherWords) {
    auto calendar =
        calendarOf(eventText("DESCRIPTION;ALTREP=\"cid:1\";LANGUAGE=en:old\r\nX-ALT-DESC;FMTTYPE=text/html:<b>"
                             "old</b>\r\nX-OTHER:1\r\n"));
    auto zones = zonesIn("UTC");
    auto fields = fieldsIn(calendar);
    fields.description = "new";
    putFields(*findSeries(calendar), fields, zones);
    EXPECT_EQ(test::lineOf(*findSeries(calendar), "DESCRIPTION"), "DESCRIPTION;LANGUAGE=en:new\r\n");
    EXPECT_EQ(test::lineOf(*findSeries(calendar), "X-ALT-DESC"), "");
    EXPECT_EQ(test::lineOf(*findSeries(calendar), "X-OTHER"), "X-OTHER:1\r\n");
}

TEST(VEvent, AttendeesAndAlarmsKeepWhatFieldsDoNotKnow) {
    auto calendar = calendarOf(
        eventText("ATTENDEE;CN=Anna;X-KEEP=1;SCHEDULE-STATUS=\"2.0\":MAILTO:Anna@example.com\r\n"
                  "BEGIN:VALARM\r\nX-WR-ALARMUID:a1\r\nTRIGGER:-PT15M\r\nACTION:AUDIO\r\nATTACH;VALUE=URI:Basso\r\n"
                  "END:VALARM\r\nBEGIN:VALARM\r\nTRIGGER;RELATED=END:PT0S\r\nACTION:DISPLAY\r\nEND:VALARM\r\n"));
    auto zones = zonesIn("UTC");
    // What a client sends that knows only the address and the uid.
    auto fields = fieldsIn(calendar);
    fields.attendees = {{.uri = "mailto:anna@example.com", .name = "Anna", .status = "ACCEPTED"},
                        {.uri = "mailto:b@example.com"}};
    fields.alarms = {{.uid = "a1", .action = "AUDIO", .trigger = "-PT30M"}};
    putFields(*findSeries(calendar), fields, zones);
    EXPECT_NE(calendar.text().find("X-KEEP=1;SCHEDULE-STATUS=2.0;PARTSTAT=ACCEPTED:mailto:anna\r\n @example.com\r\n"),
              std::string::npos)
        << calendar.text();
    ASSERT_EQ(ical::all(*findSeries(calendar), "VALARM").size(), 1U);
    const auto& alarm = *ical::all(*findSeries(calendar), "VALARM")[0];
    EXPECT_EQ(test::lineOf(alarm, "TRIGGER"), "TRIGGER:-PT30M\r\n");
    EXPECT_EQ(test::lineOf(alarm, "ATTACH"), "ATTACH;VALUE=URI:Basso\r\n");
    EXPECT_EQ(test::lineOf(alarm, "UID"), "") << "it has one in Apple's word";
    fields.alarms.push_back({.trigger = "-PT5M"});
    putFields(*findSeries(calendar), fields, zones);
    const auto& added = *ical::all(*findSeries(calendar), "VALARM").at(1);
    EXPECT_EQ(test::lineOf(added, "DESCRIPTION"), "DESCRIPTION:Reminder\r\n") << "RFC 5545 section 3.6.6";
}

struct Edit {
    std::set<std::string> properties;  ///< whose lines may change
    std::function<void(EventFields&)> change;
};

std::vector<Edit> edits() {
    return {
        {{"SUMMARY"}, [](EventFields& f) { f.summary += "!"; }},
        {{"DESCRIPTION"}, [](EventFields& f) { f.description += "!"; }},
        {{"LOCATION"}, [](EventFields& f) { f.location += "!"; }},
        {{"CATEGORIES"}, [](EventFields& f) { f.categories.push_back("new"); }},
        {{"CLASS"},
         [](EventFields& f) { f.classification = f.classification == Class::Public ? Class::Private : Class::Public; }},
        {{"STATUS"},
         [](EventFields& f) { f.status = f.status == Status::Confirmed ? Status::Tentative : Status::Confirmed; }},
        {{"TRANSP"}, [](EventFields& f) { f.transparent = !f.transparent; }},
        {{"PRIORITY"}, [](EventFields& f) { f.priority = (f.priority + 1) % 10; }},
        {{"SEQUENCE"}, [](EventFields& f) { ++f.sequence; }},
        {{"COLOR"}, [](EventFields& f) { f.color = f.color == "red" ? "blue" : "red"; }},
        {{"URL"}, [](EventFields& f) { f.url += f.url.empty() ? "https://a" : "b"; }},
        {{"GEO"}, [](EventFields& f) { f.geo = std::pair(12.5, -0.25); }},
        {{"DTEND", "DURATION"}, [](EventFields& f) { f.end.local += std::chrono::days(1); }},
        {{"RRULE"}, [](EventFields& f) { f.rule = f.rule == "FREQ=DAILY" ? "FREQ=WEEKLY" : "FREQ=DAILY"; }},
        {{"ATTENDEE"}, [](EventFields& f) { f.attendees.push_back({.uri = "mailto:new@example.com"}); }},
        {{"ATTENDEE"},
         [](EventFields& f) {
             if (!f.attendees.empty()) f.attendees.pop_back();
         }},
        {{"ORGANIZER"}, [](EventFields& f) { f.organizer = ical::Person{.uri = "mailto:new@example.com"}; }},
        {{"CONFERENCE"}, [](EventFields& f) { f.conferences.push_back({.uri = "tel:1"}); }},
        {{"ATTACH"}, [](EventFields& f) { f.attachments.clear(); }},
        {{"RELATED-TO"}, [](EventFields& f) { f.relatedTo.clear(); }},
        {{"X-TEST-0", "X-TEST-1"},
         [](EventFields& f) {
             if (f.extended.size() > 1) f.extended.pop_back();
         }},
        {{"X-NEW"}, [](EventFields& f) { f.extended.push_back({.name = "X-NEW", .value = "1"}); }}};
}

TEST(VEvent, OneChangedFieldChangesOnlyItsLines) {
    std::mt19937 random(815);
    const auto all = edits();
    auto zones = zonesIn("Europe/Berlin");
    for (int round = 0; round < 1000; ++round) {
        auto calendar =
            calendarOf(eventText("X-OTHER;A=b:keep\r\n  folded\r\nBEGIN:VALARM\r\nTRIGGER:x\r\nEND:VALARM\r\n"));
        auto before = test::randomEvent(random);
        before.extended.push_back({.name = "X-OTHER", .value = "keep folded", .parameters = {{"A", "b"}}});
        before.alarms.insert(before.alarms.begin(), Alarm{.action = {}, .origin = 1});
        putFields(*findSeries(calendar), before, zones);
        const auto old = linesOf(calendar.text());
        auto after = fieldsIn(calendar);
        const auto& edit = all[static_cast<std::size_t>(round) % all.size()];
        edit.change(after);
        putFields(*findSeries(calendar), after, zones);
        ASSERT_EQ(fieldsIn(calendar), after) << calendar.text();
        const auto now = linesOf(calendar.text());
        std::multiset<std::string> missing;
        std::set_difference(old.begin(), old.end(), now.begin(), now.end(), std::inserter(missing, missing.end()));
        for (const auto& line : missing) {
            const auto name = line.substr(0, line.find_first_of(":;"));
            EXPECT_TRUE(edit.properties.contains(name) || line.starts_with(" "))
                << *edit.properties.begin() << ": " << line;
        }
        EXPECT_NE(calendar.text().find("X-OTHER;A=b:keep\r\n  folded\r\n"), std::string::npos);
        EXPECT_NE(calendar.text().find("BEGIN:VALARM\r\nTRIGGER:x\r\nEND:VALARM\r\n"), std::string::npos);
    }
}

TEST(VEvent, TimeZonesFollowWhatIsNamed) {
    const auto context = test::contextIn();
    auto calendar = calendarOf("BEGIN:VTIMEZONE\r\nTZID:Never used\r\nEND:VTIMEZONE\r\n" +
                               eventText("DTSTART:20260310T090000Z\r\nDTEND:20260310T100000Z\r\n"));
    auto fields = fieldsIn(calendar);
    fields.start = timeOf("20260710T090000", "Europe/Berlin");
    fields.end = timeOf("20260710T100000", "Europe/Berlin");
    EXPECT_TRUE(changeEvent(calendar, fields, context));
    const auto* berlin = ical::findTimeZone(calendar, "Europe/Berlin");
    ASSERT_NE(berlin, nullptr);
    EXPECT_EQ(ical::timeZoneOf(*berlin).offsetAt(std::chrono::sys_days(std::chrono::year(2026) / 7 / 10)),
              std::chrono::hours(2));
    EXPECT_NE(ical::findTimeZone(calendar, "Never used"), nullptr) << "it is not ours";
    fields.end = timeOf("20260710T170000", "Asia/Tokyo");
    EXPECT_TRUE(changeEvent(calendar, fields, context));
    EXPECT_NE(ical::findTimeZone(calendar, "Asia/Tokyo"), nullptr);
    fields.start = fields.end = timeOf("20260710T170000Z");
    EXPECT_TRUE(changeEvent(calendar, fields, context));
    EXPECT_EQ(ical::findTimeZone(calendar, "Asia/Tokyo"), nullptr) << calendar.text();
    EXPECT_EQ(ical::findTimeZone(calendar, "Europe/Berlin"), nullptr);
    EXPECT_FALSE(changeEvent(calendar, fields, context)) << "it says so already";
}

}  // namespace
}  // namespace groupware::calendar
