#include "groupware/calendar/exceptions.h"

#include "groupware/base/error.h"
#include "tests/groupware/calendar/samples.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

using test::calendarOf;
using ::test::codeOf;
using test::contextIn;
using test::eventText;
using test::fieldsIn;
using test::lineOf;
using test::textOf;
using test::timeOf;

/// Every Monday at ten in Berlin; March 16th is deleted, March 23rd is an hour later and called otherwise.
const std::string kWeekly =
    "DTSTART;TZID=Europe/Berlin:20260309T100000\r\nDTEND;TZID=Europe/Berlin:20260309T110000\r\nSUMMARY:Weekly\r\n"
    "RRULE:FREQ=WEEKLY;BYDAY=MO\r\nEXDATE;TZID=Europe/Berlin:20260316T100000\r\nX-KEEP;A=1:series\r\n"
    "BEGIN:VALARM\r\nTRIGGER;VALUE=DATE-TIME:20260309T080000Z\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nEND:VALARM\r\n";
const std::string kLater =
    "RECURRENCE-ID;TZID=Europe/Berlin:20260323T100000\r\nDTSTART;TZID=Europe/Berlin:20260323T110000\r\n"
    "DTEND;TZID=Europe/Berlin:20260323T120000\r\nSUMMARY:Later\r\nX-KEEP;A=1:instance\r\n";

ical::Component weekly() {
    return calendarOf(eventText(kWeekly) + eventText(kLater));
}

std::string idsOf(const ical::Component& calendar) {
    std::string ids;
    for (const auto& id : exceptionsOf(calendar)) ids += (ids.empty() ? "" : " ") + textOf(id);
    return ids;
}

std::string exdatesOf(const ical::Component& calendar) {
    std::string dates;
    for (const auto& date : fieldsIn(calendar).exceptions) dates += (dates.empty() ? "" : " ") + textOf(date);
    return dates;
}

const ical::Component& exception(const ical::Component& calendar, std::string_view id) {
    const auto context = contextIn();
    const auto* found = findException(calendar, recurrenceIdOf(calendar, id, context), context.times);
    if (found == nullptr) throw std::out_of_range(std::string(id));
    return *found;
}

TEST(Exceptions, RecurrenceIdsHaveTheFormOfTheStart) {
    // RFC 5545 section 3.8.4.4.
    const auto zoned = weekly();
    for (const auto* text : {"20260330T100000", "20260330T080000Z", "Europe/Berlin:20260330T100000",
                             "America/New_York:20260330T040000", "20260330"})
        EXPECT_EQ(textOf(recurrenceIdOf(zoned, text, contextIn())), "Europe/Berlin:20260330T100000") << text;
    const auto utc = calendarOf(eventText("DTSTART:20260309T090000Z\r\nRRULE:FREQ=DAILY\r\n"));
    for (const auto* text : {"20260330T090000Z", "Europe/Berlin:20260330T110000", "20260330"})
        EXPECT_EQ(textOf(recurrenceIdOf(utc, text, contextIn())), "20260330T090000Z") << text;
    const auto days = calendarOf(eventText("DTSTART;VALUE=DATE:20260309\r\nRRULE:FREQ=DAILY\r\n"));
    for (const auto* text : {"20260330T000000Z", "20260330T000000", "20260330"})
        EXPECT_EQ(textOf(recurrenceIdOf(days, text, contextIn())), "20260330") << text;
    EXPECT_EQ(codeOf([&] { (void)recurrenceIdOf(days, "tomorrow", contextIn()); }), ErrorCode::BadRequest);
}

TEST(Exceptions, AnInstanceSaysWhatItsSeriesSaysAtItsOwnTime) {
    const auto calendar = weekly();
    const auto fields = instanceFields(calendar, timeOf("20260330T080000Z"), contextIn());
    EXPECT_EQ(textOf(*fields.recurrenceId), "Europe/Berlin:20260330T100000");
    EXPECT_EQ(textOf(fields.start), "Europe/Berlin:20260330T100000");
    EXPECT_EQ(textOf(fields.end), "Europe/Berlin:20260330T110000");
    EXPECT_EQ(fields.summary, "Weekly");
    EXPECT_FALSE(fields.recurs());
    EXPECT_TRUE(fields.exceptions.empty());
    ASSERT_EQ(fields.alarms.size(), 1U);
    EXPECT_EQ(fields.alarms[0].trigger, "20260330T070000Z") << "an hour before, and summer time has begun";
    EXPECT_EQ(instanceFields(calendar, timeOf("20260323T090000Z"), contextIn()).summary, "Later");
    for (const auto* none : {"20260316T090000Z", "20260331T080000Z", "20260302T090000Z"})
        EXPECT_EQ(codeOf([&] { (void)instanceFields(calendar, timeOf(none), contextIn()); }), ErrorCode::NotFound)
            << none;
}

TEST(Exceptions, AChangedInstanceGetsAVEventOfItsOwn) {
    auto calendar = weekly();
    const auto before = calendar.text();
    auto fields = instanceFields(calendar, timeOf("20260330T100000", "Europe/Berlin"), contextIn());
    EXPECT_FALSE(changeInstance(calendar, fields, contextIn())) << "that is what the series says";
    EXPECT_EQ(calendar.text(), before);
    fields.summary = "Special";
    EXPECT_TRUE(changeInstance(calendar, fields, contextIn()));
    EXPECT_EQ(idsOf(calendar), "Europe/Berlin:20260323T100000 Europe/Berlin:20260330T100000");
    const auto& event = exception(calendar, "20260330");
    EXPECT_EQ(lineOf(event, "SUMMARY"), "SUMMARY:Special\r\n");
    EXPECT_EQ(lineOf(event, "X-KEEP"), "X-KEEP;A=1:series\r\n");
    EXPECT_EQ(lineOf(event, "RRULE") + lineOf(event, "EXDATE"), "");
    EXPECT_EQ(lineOf(event, "DTEND"), "DTEND;TZID=Europe/Berlin:20260330T110000\r\n");
    EXPECT_EQ(lineOf(event, "LAST-MODIFIED"), "LAST-MODIFIED:20261120T000000Z\r\n");
    EXPECT_EQ(lineOf(*findSeries(std::as_const(calendar)), "LAST-MODIFIED"), "") << "it did not change";
    fields = instanceFields(calendar, timeOf("20260330T080000Z"), contextIn());
    fields.location = "Here";
    EXPECT_TRUE(changeInstance(calendar, fields, contextIn()));
    EXPECT_EQ(exceptionsOf(calendar).size(), 2U) << "the same one again";
}

TEST(Exceptions, ADeletedInstanceIsAnExdateInTheFormOfTheStart) {
    auto calendar = weekly();
    deleteInstance(calendar, timeOf("20260330T080000Z"), contextIn());
    deleteInstance(calendar, timeOf("20260323T090000Z"), contextIn());
    EXPECT_EQ(exdatesOf(calendar),
              "Europe/Berlin:20260316T100000 Europe/Berlin:20260330T100000 Europe/Berlin:20260323T100000");
    EXPECT_EQ(idsOf(calendar), "") << "what replaced it goes, too";
    EXPECT_EQ(codeOf([&] { deleteInstance(calendar, timeOf("20260330T080000Z"), contextIn()); }), ErrorCode::NotFound);
    auto days = calendarOf(eventText("DTSTART;VALUE=DATE:20260309\r\nRRULE:FREQ=DAILY;COUNT=2\r\n"));
    deleteInstance(days, timeOf("20260309"), contextIn());
    EXPECT_TRUE(happens(days, contextIn()));
    deleteInstance(days, timeOf("20260310"), contextIn());
    EXPECT_EQ(lineOf(*findSeries(std::as_const(days)), "EXDATE"),
              "EXDATE;VALUE=DATE:20260309\r\nEXDATE;VALUE=DATE:20260310\r\n");
    EXPECT_FALSE(happens(days, contextIn())) << "nothing is left";
}

TEST(Exceptions, AnAttendeeMayHaveInstancesOnly) {
    // RFC 6638 section 3.2.2.1.
    auto calendar = calendarOf(eventText(kLater));
    EXPECT_EQ(eventFields(calendar, contextIn().times).summary, "Later");
    auto fields = instanceFields(calendar, timeOf("20260323T090000Z"), contextIn());
    fields.summary = "Mine";
    EXPECT_TRUE(changeInstance(calendar, fields, contextIn()));
    EXPECT_EQ(lineOf(exception(calendar, "20260323T090000Z"), "SUMMARY"), "SUMMARY:Mine\r\n");
    EXPECT_EQ(codeOf([&] { (void)instanceFields(calendar, timeOf("20260330T080000Z"), contextIn()); }),
              ErrorCode::NotFound);
    deleteInstance(calendar, timeOf("20260323T090000Z"), contextIn());
    EXPECT_FALSE(happens(calendar, contextIn()));
}

/// What becomes of the exceptions when the series changes.
struct Follow {
    std::string what;
    std::function<void(EventFields&)> change;
    std::string ids;      ///< of changed instances
    std::string exdates;  ///< of deleted ones
};

TEST(Exceptions, ASeriesOfPeriodsIsASeries) {
    // RFC 5545 section 3.8.5.2: each lasts as long as it says.
    const std::string start = "DTSTART;TZID=Europe/Berlin:20260309T100000\r\nDURATION:PT1H\r\n";
    auto calendar = calendarOf(
        eventText(start + "RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20260316T100000/PT3H,20260323T100000/PT2H,"
                          "20260330T100000/PT1H\r\nEXDATE;TZID=Europe/Berlin:20260330T100000\r\nSUMMARY:Course\r\n") +
        eventText("RECURRENCE-ID;TZID=Europe/Berlin:20260316T100000\r\n" + start + "SUMMARY:Changed\r\n"));
    const auto instance = instanceFields(calendar, timeOf("20260323T100000", "Europe/Berlin"), contextIn());
    EXPECT_EQ(textOf(instance.end), "Europe/Berlin:20260323T120000");
    auto fields = fieldsIn(calendar);
    EXPECT_TRUE(fields.recurs());
    fields.color = "red";
    EXPECT_TRUE(changeEvent(calendar, fields, contextIn()));
    EXPECT_EQ(idsOf(calendar), "Europe/Berlin:20260316T100000");
    EXPECT_EQ(exdatesOf(calendar), "Europe/Berlin:20260330T100000");
    EXPECT_NE(calendar.text().find("20260323T100000/PT2H"), std::string::npos) << calendar.text();
}

TEST(Exceptions, APeriodInNoZoneLastsAsLongAsItSays) {
    auto calendar =
        calendarOf(eventText("DTSTART:20260310T100000\r\nDTEND:20260310T110000\r\n"
                             "RDATE;VALUE=PERIOD:20260312T100000/PT3H\r\n"
                             "RDATE:20260313T100000\r\nSUMMARY:Course\r\n"));
    auto period = instanceFields(calendar, timeOf("20260312T100000"), contextIn());
    EXPECT_EQ(textOf(period.end), "20260312T130000");
    EXPECT_EQ(textOf(instanceFields(calendar, timeOf("20260313T100000"), contextIn()).end), "20260313T110000");
    period.summary = "Renamed";
    EXPECT_TRUE(changeInstance(calendar, period, contextIn()));
    EXPECT_EQ(lineOf(exception(calendar, "20260312T100000"), "DTEND"), "DTEND:20260312T130000\r\n");
}

TEST(Exceptions, FollowASeriesThatChanges) {
    const auto at = [](std::string_view start, std::string_view end, const std::string& zone = "Europe/Berlin") {
        return [=](EventFields& f) {
            f.start = timeOf(start, zone);
            f.end = timeOf(end, zone);
        };
    };
    const auto rule = [](const std::string& text) { return [=](EventFields& f) { f.rule = text; }; };
    const std::string changed = "Europe/Berlin:20260323T100000";
    const std::string deleted = "Europe/Berlin:20260316T100000";
    const std::vector<Follow> cases{
        {"only a title", [](EventFields& f) { f.summary = "x"; }, changed, deleted},
        {"another time of day", at("20260309T143000", "20260309T150000"), "Europe/Berlin:20260323T143000",
         "Europe/Berlin:20260316T143000"},
        {"a later week: the earlier ones are none any more", at("20260323T100000", "20260323T110000"), changed, ""},
        {"the same clock in another zone", at("20260309T100000", "20260309T110000", "Asia/Tokyo"),
         "Asia/Tokyo:20260323T100000", "Asia/Tokyo:20260316T100000"},
        {"in UTC", at("20260309T090000Z", "20260309T100000Z", ""), "20260323T090000Z", "20260316T090000Z"},
        {"whole days", at("20260309", "20260310", ""), "20260323", "20260316"},
        {"another day by rule",
         [&](EventFields& f) {
             at("20260310T100000", "20260310T110000")(f);
             f.rule = "FREQ=WEEKLY;BYDAY=TU";
         },
         "Europe/Berlin:20260324T100000", "Europe/Berlin:20260317T100000"},
        {"more days", rule("FREQ=DAILY"), changed, deleted},
        {"fewer weeks", rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), changed, ""},
        {"an end before", rule("FREQ=WEEKLY;BYDAY=MO;COUNT=2"), "", deleted},
        {"other days", rule("FREQ=WEEKLY;BYDAY=FR"), "", ""},
        {"no series any more", rule(""), "", ""}};
    for (const auto& each : cases) {
        auto calendar = weekly();
        auto fields = fieldsIn(calendar);
        each.change(fields);
        EXPECT_TRUE(changeEvent(calendar, fields, contextIn())) << each.what;
        EXPECT_EQ(idsOf(calendar), each.ids) << each.what;
        EXPECT_EQ(exdatesOf(calendar), each.exdates) << each.what << "\n" << calendar.text();
        EXPECT_EQ(lineOf(*findSeries(std::as_const(calendar)), "X-KEEP"), "X-KEEP;A=1:series\r\n");
    }
}

TEST(Exceptions, AnInstanceThatWasMovedItselfStaysWhereItIs) {
    auto calendar =
        calendarOf(eventText(kWeekly) + eventText(kLater) +
                   eventText("RECURRENCE-ID;TZID=Europe/Berlin:20260406T100000\r\n"
                             "DTSTART;TZID=Europe/Berlin:20260406T100000\r\nDURATION:PT1H\r\nSUMMARY:Weekly\r\n"
                             "LOCATION:Elsewhere\r\n"));
    auto fields = fieldsIn(calendar);
    fields.start = timeOf("20260309T143000", "Europe/Berlin");
    fields.end = timeOf("20260309T150000", "Europe/Berlin");
    fields.summary = "Renamed";
    fields.location = "Here";
    fields.attendees = {{.uri = "mailto:b@example.com"}};
    EXPECT_TRUE(changeEvent(calendar, fields, contextIn()));
    const auto moved = instanceFields(calendar, timeOf("20260323T143000", "Europe/Berlin"), contextIn());
    EXPECT_EQ(textOf(moved.start), "Europe/Berlin:20260323T110000");
    EXPECT_EQ(moved.summary, "Later") << "its own title";
    EXPECT_EQ(moved.location, "Here") << "it had none of its own";
    const auto kept = instanceFields(calendar, timeOf("20260406T143000", "Europe/Berlin"), contextIn());
    EXPECT_EQ(textOf(kept.start), "Europe/Berlin:20260406T143000");
    EXPECT_EQ(textOf(kept.end), "Europe/Berlin:20260406T150000") << "as long as the series is";
    EXPECT_EQ(kept.summary, "Renamed");
    EXPECT_EQ(kept.location, "Elsewhere");
    ASSERT_EQ(kept.attendees.size(), 1U);
    auto again = fieldsIn(calendar);
    again.attendees.clear();
    EXPECT_TRUE(changeEvent(calendar, again, contextIn()));
    EXPECT_TRUE(instanceFields(calendar, timeOf("20260406T143000", "Europe/Berlin"), contextIn()).attendees.empty());
}

TEST(Exceptions, AnAnswerForTheSeriesIsOneForInstancesWithoutAnother) {
    const std::string people = "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@example.com\r\n";
    auto calendar = calendarOf(eventText(kWeekly + people) + eventText(kLater + people) +
                               eventText("RECURRENCE-ID:20260406T080000Z\r\nDTSTART:20260406T080000Z\r\n"
                                         "ATTENDEE;PARTSTAT=DECLINED;X-A=1:mailto:a@example.com\r\n"));
    auto fields = fieldsIn(calendar);
    fields.attendees[0].status = "ACCEPTED";
    EXPECT_TRUE(changeEvent(calendar, fields, contextIn()));
    EXPECT_EQ(lineOf(exception(calendar, "20260323"), "ATTENDEE"),
              "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@example.com\r\n");
    EXPECT_EQ(lineOf(exception(calendar, "20260406"), "ATTENDEE"),
              "ATTENDEE;PARTSTAT=DECLINED;X-A=1:mailto:a@example.com\r\n");
}

}  // namespace
}  // namespace groupware::calendar
