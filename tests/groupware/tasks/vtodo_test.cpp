#include "groupware/tasks/vtodo.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/tasks/rules.h"
#include "tests/groupware/tasks/random_fields.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <sstream>

namespace groupware::tasks {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr ical::Limits kLimits{};

Instant day(int year, int month, int dayOfMonth) {
    return sys_days(std::chrono::year(year) / month / dayOfMonth);
}

ical::Component parse(const std::string& text) {
    return ical::parseCalendar(text, kLimits);
}

/// A calendar whose VTODO has these lines.
std::string todoWith(const std::string& lines) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VTODO\r\nUID:u1\r\n" + lines +
           "END:VTODO\r\nEND:VCALENDAR\r\n";
}

Fields read(const std::string& lines) {
    return fieldsOf(parse(todoWith(lines)), test::kTimes());
}

std::multiset<std::string> linesOf(const std::string& text) {
    std::multiset<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.insert(line);
    return lines;
}

TEST(Vtodo, FieldsToTextToFieldsIsTheSame) {
    std::mt19937 random(4711);
    for (int round = 0; round < 700; ++round) {
        const Fields fields = test::randomFields(random);
        auto calendar = makeTodoCalendar(fields.uid, day(2026, 1, 1));
        putFields(calendar, fields, test::kTimes());
        const std::string text = calendar.text();
        const auto parsed = parse(text);
        ASSERT_EQ(fieldsOf(parsed, test::kTimes()), fields) << text;
        EXPECT_EQ(parsed.text(), text);
        auto again = parsed;
        putFields(again, fields, test::kTimes());
        ASSERT_EQ(again.text(), text) << "nothing changed";
    }
}

TEST(Vtodo, OneChangedFieldChangesOnlyItsLines) {
    std::mt19937 random(815);
    for (int round = 0; round < 700; ++round) {
        const Fields before = test::randomFields(random);
        auto calendar = parse(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME;x=1:Mine\r\nBEGIN:VTODO\r\nX-OTHER;A=b:keep\r\n  folded\r\n"
            "BEGIN:VALARM\r\nACTION:EMAIL\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
        putFields(calendar, before, test::kTimes());
        const auto old = linesOf(calendar.text());
        Fields after = before;
        const auto changed = test::changeOne(after, random);
        putFields(calendar, after, test::kTimes());
        ASSERT_EQ(fieldsOf(calendar, test::kTimes()), after) << changed.name << "\n" << calendar.text();
        std::multiset<std::string> missing;
        const auto now = linesOf(calendar.text());
        std::set_difference(old.begin(), old.end(), now.begin(), now.end(), std::inserter(missing, missing.end()));
        for (const auto& line : missing) {
            const auto name = line.substr(0, line.find_first_of(":;"));
            EXPECT_TRUE(changed.properties.contains(name) || line.starts_with(" ")) << changed.name << ": " << line;
        }
        EXPECT_NE(calendar.text().find("X-OTHER;A=b:keep\r\n  folded\r\n"), std::string::npos);
        EXPECT_NE(calendar.text().find("BEGIN:VALARM\r\nACTION:EMAIL\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"),
                  std::string::npos);
    }
}

TEST(Vtodo, StatusHasFiveWordsOfFourAndTwo) {
    EXPECT_EQ(read("").status, Status::NotStarted);
    EXPECT_EQ(read("STATUS:NEEDS-ACTION\r\nX-YOKE-STATUS:waiting\r\n").status, Status::Waiting);
    EXPECT_EQ(read("STATUS:COMPLETED\r\nX-YOKE-STATUS:WAITING\r\n").status, Status::Done)
        << "another client has changed it since";
    EXPECT_EQ(read("STATUS:CANCELLED\r\n").status, Status::Deferred);
    auto calendar = parse(todoWith("STATUS:CANCELLED\r\nSUMMARY:a\r\n"));
    Fields fields = fieldsOf(calendar, test::kTimes());
    fields.title = "b";
    putFields(calendar, fields, test::kTimes());
    EXPECT_NE(calendar.text().find("STATUS:CANCELLED\r\n"), std::string::npos) << "nobody changed the status";
    fields.status = Status::Waiting;
    putFields(calendar, fields, test::kTimes());
    EXPECT_NE(calendar.text().find("STATUS:NEEDS-ACTION\r\n"), std::string::npos);
    EXPECT_NE(calendar.text().find("X-YOKE-STATUS:WAITING\r\n"), std::string::npos);
}

TEST(Vtodo, PrioritiesOfNineAreThree) {
    EXPECT_EQ(read("PRIORITY:0\r\n").priority, 0);
    for (int number = 1; number <= 9; ++number) {
        const int expected = number < 5 ? 3 : number == 5 ? 2 : 1;
        EXPECT_EQ(read("PRIORITY:" + std::to_string(number) + "\r\n").priority, expected);
    }
    auto calendar = parse(todoWith("PRIORITY:3\r\n"));
    Fields fields = fieldsOf(calendar, test::kTimes());
    fields.title = "x";
    putFields(calendar, fields, test::kTimes());
    EXPECT_NE(calendar.text().find("PRIORITY:3\r\n"), std::string::npos);
}

TEST(Vtodo, TimesAreReadWhereTheyAre) {
    // Test/Summer is an hour ahead in winter, two from 2026-03-29 01:00 UTC on.
    const auto fields = read("DTSTART;TZID=Test/Summer:20260328T100000\r\nDUE;TZID=Test/Summer:20260330T100000\r\n");
    EXPECT_EQ(fields.start, day(2026, 3, 28) + 9h);
    EXPECT_EQ(fields.due, day(2026, 3, 30) + 8h);
    EXPECT_FALSE(fields.wholeDays);
    EXPECT_EQ(read("DUE:20260328T100000\r\n").due, day(2026, 3, 28) + 9h) << "floating is where the user is";
    const auto whole = read("DTSTART;VALUE=DATE:20260328\r\nDURATION:P2D\r\n");
    EXPECT_TRUE(whole.wholeDays);
    EXPECT_EQ(whole.start, day(2026, 3, 28));
    EXPECT_EQ(whole.due, day(2026, 3, 30));
}

TEST(Vtodo, AStartThatMovesLeavesTheEndOfADuration) {
    auto calendar = parse(todoWith("DTSTART:20260301T080000Z\r\nDURATION:PT2H\r\n"));
    Fields fields = fieldsOf(calendar, test::kTimes());
    EXPECT_EQ(fields.due, day(2026, 3, 1) + 10h);
    fields.start = day(2026, 3, 1) + 9h;
    putFields(calendar, fields, test::kTimes());
    EXPECT_EQ(fieldsOf(calendar, test::kTimes()).due, day(2026, 3, 1) + 10h);
    EXPECT_EQ(calendar.text().find("DURATION"), std::string::npos);
}

TEST(Vtodo, ATimeKeepsItsZoneAndASeriesGetsTheUsers) {
    auto calendar = parse(todoWith("DUE;TZID=Test/Summer:20260328T100000\r\n"));
    Fields fields = fieldsOf(calendar, test::kTimes());
    *fields.due += 48h;
    putFields(calendar, fields, test::kTimes());
    EXPECT_NE(calendar.text().find("DUE;TZID=Test/Summer:20260330T110000"), std::string::npos) << calendar.text();

    auto plain = parse(todoWith("DTSTART:20260328T090000Z\r\n"));
    Fields weekly = fieldsOf(plain, test::kTimes());
    weekly.series = Series{.type = Series::kWeekly, .days = 64};
    putFields(plain, weekly, test::kTimes());
    EXPECT_NE(plain.text().find("DTSTART;TZID=Test/Summer:20260328T100000"), std::string::npos) << plain.text();
    EXPECT_NE(plain.text().find("BEGIN:VTIMEZONE"), std::string::npos);
    EXPECT_NE(plain.text().find("RRULE:FREQ=WEEKLY;BYDAY=SA"), std::string::npos);
}

TEST(Vtodo, AZoneThatSomebodyElseNamedIsLeftAlone) {
    auto calendar = parse(todoWith("DUE;TZID=Test/Summer:20260328T100000\r\n"));
    const auto before = calendar.text();
    putFields(calendar, fieldsOf(calendar, test::kTimes()), test::kTimes());
    EXPECT_EQ(calendar.text(), before) << "no definition is added";
}

TEST(Vtodo, WhatASeriesCannotSayStaysInTheText) {
    const std::string rule = "RRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,3;COUNT=7\r\n";
    auto calendar = parse(todoWith("DTSTART;VALUE=DATE:20260315\r\n" + rule + "SUMMARY:a\r\n"));
    Fields fields = fieldsOf(calendar, test::kTimes());
    ASSERT_TRUE(fields.series);
    EXPECT_EQ(*fields.series, (Series{.type = Series::kMonthly, .interval = 1, .dayInMonth = 15, .occurrences = 7}));
    fields.title = "b";
    putFields(calendar, fields, test::kTimes());
    EXPECT_NE(calendar.text().find(rule), std::string::npos);
    fields.series->interval = 2;
    putFields(calendar, fields, test::kTimes());
    EXPECT_NE(calendar.text().find("RRULE:FREQ=MONTHLY;COUNT=7;INTERVAL=2;BYMONTHDAY=15"), std::string::npos)
        << calendar.text();
    EXPECT_FALSE(read("DTSTART;VALUE=DATE:20260315\r\nRRULE:FREQ=SECONDLY\r\n").series);
}

TEST(Vtodo, ADayThatSomeMonthsDoNotHaveIsTheirLast) {
    auto calendar = parse(todoWith("DUE;VALUE=DATE:20260131\r\n"));
    Fields fields = fieldsOf(calendar, test::kTimes());
    fields.series = Series{.type = Series::kMonthly, .dayInMonth = 31};
    putFields(calendar, fields, test::kTimes());
    const auto next = nextOccurrence(calendar, "u2", test::kTimes(), day(2026, 1, 31));
    ASSERT_TRUE(next);
    EXPECT_EQ(fieldsOf(next->calendar, test::kTimes()).due, day(2026, 2, 28));
    const auto third = nextOccurrence(next->calendar, "u3", test::kTimes(), day(2026, 2, 28));
    ASSERT_TRUE(third);
    EXPECT_EQ(fieldsOf(third->calendar, test::kTimes()).due, day(2026, 3, 31));
}

TEST(Vtodo, TheNextOccurrenceKeepsItsLocalTime) {
    auto calendar = parse(todoWith(
        "DTSTART;TZID=Test/Summer:20260322T100000\r\nDUE;TZID=Test/Summer:20260322T120000\r\nSTATUS:COMPLETED\r\n"
        "PERCENT-COMPLETE:100\r\nCOMPLETED:20260322T110000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nX-KEEP:1\r\n"
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER;VALUE=DATE-TIME:20260322T080000Z\r\nEND:VALARM\r\n"));
    const auto next = nextOccurrence(calendar, "u2", test::kTimes(), day(2026, 3, 22) + 12h);
    ASSERT_TRUE(next);
    const Fields fields = fieldsOf(next->calendar, test::kTimes());
    EXPECT_EQ(fields.start, day(2026, 3, 29) + 8h) << "summer time has begun";
    EXPECT_EQ(fields.due, day(2026, 3, 29) + 10h);
    EXPECT_EQ(next->later, 7 * 24h - 1h);
    EXPECT_EQ(fields.status, Status::NotStarted);
    EXPECT_EQ(fields.percent, 0);
    EXPECT_FALSE(fields.completed);
    EXPECT_EQ(fields.uid, "u2");
    ASSERT_TRUE(fields.series);
    EXPECT_EQ(fields.series->occurrences, 2);
    EXPECT_EQ(alarmOf(next->calendar, test::kTimes()), day(2026, 3, 29) + 7h);
    const auto text = next->calendar.text();
    EXPECT_NE(text.find("X-KEEP:1\r\n"), std::string::npos);
    EXPECT_NE(text.find("RELATED-TO;RELTYPE=SIBLING:u1"), std::string::npos) << text;
    const auto last = nextOccurrence(next->calendar, "u3", test::kTimes(), day(2026, 3, 29));
    ASSERT_TRUE(last);
    EXPECT_FALSE(nextOccurrence(last->calendar, "u4", test::kTimes(), day(2026, 4, 5))) << "that was the third";
}

TEST(Vtodo, WhatIsExceptedIsPassedOver) {
    const auto calendar =
        parse(todoWith("DUE;VALUE=DATE:20260301\r\nRRULE:FREQ=DAILY\r\nEXDATE;VALUE=DATE:20260302\r\n"));
    const auto next = nextOccurrence(calendar, "u2", test::kTimes(), day(2026, 3, 1));
    ASSERT_TRUE(next);
    EXPECT_EQ(fieldsOf(next->calendar, test::kTimes()).due, day(2026, 3, 3));
}

TEST(Vtodo, ARuleThatNeverComesEndsTheSeries) {
    const auto calendar = parse(todoWith("DUE;VALUE=DATE:20260301\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n"));
    EXPECT_FALSE(nextOccurrence(calendar, "u2", test::kTimes(), day(2026, 3, 1)));
}

TEST(Vtodo, TheFirstAlarmThatCanBeReadIsTheAlarm) {
    auto calendar =
        parse(todoWith("DUE:20260301T100000Z\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:nonsense\r\nEND:VALARM\r\n"
                       "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n"));
    EXPECT_EQ(alarmOf(calendar, test::kTimes()), day(2026, 3, 1) + 9h + 45min);
    const std::string before = calendar.text();
    putAlarm(calendar, day(2026, 3, 1) + 9h + 45min, test::kTimes());
    EXPECT_EQ(calendar.text(), before);
    putAlarm(calendar, day(2026, 3, 1) + 8h, test::kTimes());
    EXPECT_EQ(alarmOf(calendar, test::kTimes()), day(2026, 3, 1) + 8h);
    EXPECT_NE(calendar.text().find("TRIGGER:nonsense\r\n"), std::string::npos);
    putAlarm(calendar, std::nullopt, test::kTimes());
    EXPECT_FALSE(alarmOf(calendar, test::kTimes()));
    putAlarm(calendar, day(2026, 3, 1), test::kTimes());
    EXPECT_EQ(alarmOf(calendar, test::kTimes()), day(2026, 3, 1));
}

TEST(Vtodo, AttendeesKeepWhatNobodyChanged) {
    auto calendar =
        parse(todoWith("ATTENDEE;CN=Anna;X-A=1;PARTSTAT=ACCEPTED:mailto:Anna@example.com\r\n"
                       "ATTENDEE:mailto:gone@example.com\r\nATTENDEE:urn:uuid:1\r\n"));
    const auto known = attendeesOf(calendar);
    ASSERT_EQ(known.size(), 2U);
    EXPECT_EQ(known[0].mail, "anna@example.com");
    EXPECT_EQ(known[0].confirmation, Confirmation::Accepted);
    putAttendees(calendar, {{.kind = ParticipantKind::User,
                             .id = 3,
                             .mail = "anna@example.com",
                             .name = "Anna",
                             .confirmation = Confirmation::Accepted},
                            {.kind = ParticipantKind::External,
                             .mail = "new@example.com",
                             .name = "New",
                             .confirmation = Confirmation::Tentative},
                            {.kind = ParticipantKind::Group, .id = 1, .name = "All"}});
    const auto text = calendar.text();
    EXPECT_NE(text.find("ATTENDEE;CN=Anna;X-A=1;PARTSTAT=ACCEPTED:mailto:Anna@example.com\r\n"), std::string::npos);
    EXPECT_EQ(text.find("gone@"), std::string::npos);
    EXPECT_EQ(attendeesOf(calendar).size(), 2U);
    EXPECT_EQ(attendeesOf(calendar)[1].confirmation, Confirmation::Tentative);
}

TEST(Vtodo, TheMasterOfASeriesIsTheTask) {
    const auto calendar = parse(
        "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:u\r\nRECURRENCE-ID:20260301T000000Z\r\nSUMMARY:one\r\nEND:VTODO\r\n"
        "BEGIN:VTODO\r\nUID:u\r\nSUMMARY:all\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
    EXPECT_EQ(fieldsOf(calendar, test::kTimes()).title, "all");
    auto events = parse("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    EXPECT_EQ(fieldsOf(events, test::kTimes()), Fields{});
    EXPECT_THROW((void)requireTodo(events), Error);
}

}  // namespace
}  // namespace groupware::tasks
