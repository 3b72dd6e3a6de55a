#include "groupware/formats/ical/properties.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/alarm.h"
#include "groupware/formats/ical/attachment.h"
#include "groupware/formats/ical/people.h"
#include "tests/groupware/formats/ical/samples.h"

#include <random>

namespace groupware::formats::ical {
namespace {

std::string propertiesOf(const Component& component) {
    auto text = component.text();
    text = text.substr(text.find("\r\n") + 2);
    return text.substr(0, text.rfind("END:"));
}

TEST(Properties, AnEmptyTextThatStaysEmptyKeepsItsLine) {
    auto calendar = parseCalendar(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nLOCATION;X=1:\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", {});
    const auto before = calendar.text();
    auto& event = calendar.components().front();
    setText(event, "LOCATION", text(event, "LOCATION"));
    EXPECT_EQ(calendar.text(), before);
    setText(event, "LOCATION", std::nullopt);
    EXPECT_EQ(event.find("LOCATION"), nullptr);
}

TEST(Calendar, IsWrittenAsItWasRead) {
    for (const auto& text : samples()) EXPECT_EQ(calendar(text).text(), text);
    EXPECT_EQ(parseCalendars(std::string(kAppleTodo) + kTasksOrg, {}).size(), 2U);
    EXPECT_EQ(all(calendar(kAppleTodo), "vtodo").size(), 1U);
    EXPECT_EQ(makeCalendar("-//X//EN").text(),
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\nEND:VCALENDAR\r\n");
}

TEST(Calendar, IsOneObjectInUtf8) {
    const auto refusal = [](const std::string& text) {
        try {
            (void)calendar(text);
        } catch (const Error& error) {
            return error.publicText();
        }
        return std::string("accepted");
    };
    EXPECT_EQ(refusal(""), "The text is not exactly one iCalendar object.");
    EXPECT_EQ(refusal("BEGIN:VCARD\r\nEND:VCARD\r\n"), "The text is not exactly one iCalendar object.");
    EXPECT_EQ(refusal(std::string(kTasksOrg) + kTasksOrg), "The text is not exactly one iCalendar object.");
    EXPECT_EQ(refusal("BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSUMMARY:\xFC\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"),
              "Line 3 is not UTF-8.");
}

TEST(Properties, SettingWhatIsThereChangesNothing) {
    for (const auto& text : samples()) {
        auto object = calendar(text);
        auto& main = mainComponent(object);
        for (const auto* name : {"SUMMARY", "DESCRIPTION", "UID", "STATUS", "CLASS", "X-APPLE-SORT-ORDER"}) {
            setText(main, name, ical::text(main, name));
        }
        for (const auto* name : {"PRIORITY", "PERCENT-COMPLETE", "SEQUENCE"}) setNumber(main, name, number(main, name));
        for (const auto* name : {"DTSTART", "DUE", "DTEND", "COMPLETED", "DTSTAMP", "CREATED"}) {
            setTime(main, name, time(main, name));
        }
        setDuration(main, "DURATION", duration(main, "DURATION"));
        setList(main, "CATEGORIES", list(main, "CATEGORIES"));
        setRelatedTo(main, relatedTo(main));
        setAttendees(main, attendees(main));
        setOrganizer(main, organizer(main));
        setAttachments(main, attachments(main));
        for (auto& alarm : main.components()) putTrigger(alarm, *triggerOf(alarm));
        EXPECT_EQ(object.text(), text);
    }
}

TEST(Properties, AreReadByTheirType) {
    auto apple = calendar(kAppleTodo);
    const auto& todo = mainComponent(apple);
    EXPECT_EQ(text(todo, "SUMMARY"), "Buy milk, eggs");
    EXPECT_EQ(text(todo, "DESCRIPTION"), "Line 1\nLine 2 which is long enough to be folded by this client");
    EXPECT_EQ(time(todo, "DUE")->zone, "Europe/Berlin");
    EXPECT_EQ(number(todo, "priority"), 5);
    auto tasks = calendar(kTasksOrg);
    EXPECT_EQ(list(mainComponent(tasks), "CATEGORIES"), (std::vector<std::string>{"Home", "Errands, small"}));
    EXPECT_EQ(relatedTo(mainComponent(tasks))[0].uid, "9f1c-1");
    EXPECT_EQ(relatedTo(mainComponent(tasks))[0].type, "PARENT");
    auto thunderbird = calendar(kThunderbirdTodo);
    EXPECT_EQ(duration(mainComponent(thunderbird), "DURATION"),
              (Duration{.days = std::chrono::days(1), .time = std::chrono::hours(2)}));
    const auto odd = event("PRIORITY:high\r\nDTSTART:soon\r\nDURATION:P1Y\r\n");
    EXPECT_FALSE(number(odd, "PRIORITY") || time(odd, "DTSTART") || duration(odd, "DURATION") || text(odd, "X"));
}

TEST(Properties, AreWrittenWhenTheyChange) {
    auto todo = event("SUMMARY;LANGUAGE=de:a\r\nX-A:1\r\nCATEGORIES:a\r\nCATEGORIES:b\r\nPRIORITY:1\r\n");
    setText(todo, "SUMMARY", "a;b\nc");
    setList(todo, "CATEGORIES", {"b", "c,d"});
    setNumber(todo, "PRIORITY", 9);
    setNumber(todo, "PERCENT-COMPLETE", 50);
    setTime(todo, "COMPLETED", utc(instant("20260102T030405")));
    setDuration(todo, "DURATION", Duration{.days = std::chrono::days(0), .time = std::chrono::minutes(90)});
    addTime(todo, "EXDATE", *parseTime("20260102T100000", "Europe/Berlin"));
    EXPECT_EQ(times(todo, "EXDATE").size(), 1U);
    EXPECT_EQ(propertiesOf(todo),
              "SUMMARY;LANGUAGE=de:a\\;b\\nc\r\nX-A:1\r\nCATEGORIES:b,c\\,d\r\nPRIORITY:9\r\nPERCENT-COMPLETE:50\r\n"
              "COMPLETED:20260102T030405Z\r\nDURATION:PT1H30M\r\nEXDATE;TZID=Europe/Berlin:20260102T100000\r\n");
    setText(todo, "SUMMARY", "");
    setList(todo, "CATEGORIES", {});
    setNumber(todo, "PRIORITY", std::nullopt);
    setTime(todo, "COMPLETED", std::nullopt);
    setDuration(todo, "DURATION", std::nullopt);
    EXPECT_EQ(propertiesOf(todo), "X-A:1\r\nPERCENT-COMPLETE:50\r\nEXDATE;TZID=Europe/Berlin:20260102T100000\r\n");
}

TEST(People, Rfc5545Section3Point2HasDefaults) {
    auto outlook = calendar(kOutlookEvent);
    auto& meeting = mainComponent(outlook);
    EXPECT_EQ(organizer(meeting)->address(), "boss@example.com");
    EXPECT_EQ(organizer(meeting)->name, "Boss, The");
    auto people = attendees(meeting);
    ASSERT_EQ(people.size(), 2U);
    EXPECT_EQ(people[0].type, "INDIVIDUAL");
    EXPECT_TRUE(people[0].rsvp);
    EXPECT_EQ(people[1].type, "RESOURCE");
    EXPECT_EQ(people[1].status, "ACCEPTED");
    EXPECT_EQ(people[1].address(), "room@example.com");

    people[0].status = "ACCEPTED";
    people.push_back({.uri = "mailto:new@example.com", .name = "N", .role = "OPT-PARTICIPANT"});
    setAttendees(meeting, people);
    std::string expected = kOutlookEvent;
    const auto replace = [&](const std::string& from, const std::string& to) {
        expected.replace(expected.find(from), from.size(), to);
    };
    replace("PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Jane:mailto:jane@example.com",
            "PARTSTAT=ACCEPTED;RSVP=TRUE;CN=Jane:mailto:ja\r\n ne@example.com");
    replace("BEGIN:VALARM", "ATTENDEE;CN=N;ROLE=OPT-PARTICIPANT:mailto:new@example.com\r\nBEGIN:VALARM");
    EXPECT_EQ(outlook.text(), expected);
    setAttendees(meeting, {});
    EXPECT_TRUE(attendees(meeting).empty());
}

TEST(People, StayAsTheyAreIfNothingIsSaidOfThem) {
    for (const std::string odd : {"ATTENDEE;RSVP=RUE:mailto:a@b\r\n", "ATTENDEE;RSVP=:mailto:a@b\r\n",
                                  "ORGANIZER:mailto:a@b\r\nORGANIZER:mailto:c@d\r\n"}) {
        auto meeting = event(odd);
        setAttendees(meeting, attendees(meeting));
        setOrganizer(meeting, organizer(meeting));
        EXPECT_EQ(propertiesOf(meeting), odd);
    }
}

TEST(People, TheOrganizerIsOne) {
    auto meeting = event("ORGANIZER;CN=A;X-B=1:mailto:a@b\r\n");
    setOrganizer(meeting, Person{.uri = "mailto:c@d", .name = "C", .sentBy = "mailto:e@f"});
    EXPECT_EQ(propertiesOf(meeting), "ORGANIZER;CN=C;X-B=1;SENT-BY=\"mailto:e@f\":mailto:c@d\r\n");
    setOrganizer(meeting, std::nullopt);
    EXPECT_EQ(propertiesOf(meeting), "");
    EXPECT_FALSE(organizer(meeting).has_value());
}

TEST(Alarm, Rfc5545Section3Point8Point6Point3) {
    auto apple = calendar(kAppleTodo);
    auto& alarm = mainComponent(apple).components().front();
    EXPECT_EQ(triggerOf(alarm)->offset.time, -std::chrono::minutes(15));
    auto tasks = calendar(kTasksOrg);
    const auto absolute = triggerOf(mainComponent(tasks).components().front());
    EXPECT_EQ(absolute->at, instant("20260115T070000"));
    putTrigger(alarm, *absolute);
    EXPECT_NE(alarm.text().find("TRIGGER;VALUE=DATE-TIME:20260115T070000Z\r\n"), std::string::npos);
    const Trigger afterEnd{.offset = {.time = std::chrono::minutes(5)}, .fromEnd = true};
    const auto made = makeAlarm(afterEnd, "Ring");
    EXPECT_EQ(made.text(),
              "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Ring\r\nTRIGGER;RELATED=END:PT5M\r\nEND:VALARM\r\n");
    EXPECT_EQ(triggerOf(made), afterEnd);
    EXPECT_EQ(ringsAt(afterEnd, instant("20260101"), instant("20260102")), instant("20260102T000500"));
    EXPECT_EQ(ringsAt(*absolute, instant("20260101"), instant("20260102")), instant("20260115T070000"));
    EXPECT_FALSE(triggerOf(event("TRIGGER:x\r\n")).has_value());
}

TEST(Attachment, Rfc5545Section3Point8Point1Point1) {
    auto outlook = calendar(kOutlookEvent);
    auto& meeting = mainComponent(outlook);
    auto files = attachments(meeting);
    ASSERT_EQ(files.size(), 1U);
    EXPECT_EQ(files[0].octets, "hello");
    EXPECT_EQ(files[0].fileName, "a.txt");
    EXPECT_EQ(files[0].mediaType, "text/plain");
    files[0].uri = "https://example.com/1";
    files[0].managedId = "7";
    files[0].size = 5;
    files.push_back({.uri = {}, .octets = "x", .mediaType = {}, .fileName = "b.bin", .managedId = {}, .size = {}});
    setAttachments(meeting, files);
    EXPECT_NE(outlook.text().find(
                  "ATTACH;FMTTYPE=text/plain;X-FILENAME=a.txt;MANAGED-ID=7;SIZE=5:https://exam\r\n ple.com/1\r\n"),
              std::string::npos)
        << outlook.text();
    EXPECT_NE(outlook.text().find("ATTACH;ENCODING=BASE64;VALUE=BINARY;FILENAME=b.bin:eA==\r\n"), std::string::npos);
}

/// Random changes of single properties: they say what was set, and every other line has its octets.
TEST(Properties, RandomChangesKeepAllOtherLines) {
    std::mt19937 random(20261120);
    for (const auto& sample : samples()) {
        for (int round = 0; round < 100; ++round) {
            auto object = calendar(sample);
            auto& main = mainComponent(object);
            const auto& properties = std::as_const(main).properties();
            const auto& changed = properties[random() % properties.size()];
            const auto name = changed.name();
            std::vector<std::string> expected;
            bool first = true;
            for (const auto& property : properties) {
                if (property.is(name) && std::exchange(first, false)) continue;
                expected.push_back(property.source());
            }
            const auto value = "value;,\\\n" + std::to_string(random());
            setText(main, name, value);
            EXPECT_EQ(text(main, name), value);
            std::vector<std::string> found;
            for (const auto& property : properties) {
                if (!property.source().empty()) found.push_back(property.source());
            }
            EXPECT_EQ(found, expected);
            auto again = calendar(object.text());
            EXPECT_EQ(again.text(), object.text());
            EXPECT_EQ(text(mainComponent(again), name), value);
        }
    }
}

}  // namespace
}  // namespace groupware::formats::ical
