#include "groupware/calendar/scheduling/hand_over.h"

#include "groupware/formats/ical/people.h"
#include "tests/groupware/calendar/scheduling/meeting.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace groupware::calendar::scheduling::test {
namespace {

const Successor kToBert{.uri = kBert, .name = "Bert"};

std::string series(const std::string& more = {}) {
    return "BEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260301T100000Z\r\nDTSTART;TZID=Europe/Berlin:20260305T100000\r\n"
           "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Weekly\r\nORGANIZER:" +
           kAnna + "\r\nATTENDEE;PARTSTAT=ACCEPTED:" + kAnna + "\r\nATTENDEE;PARTSTAT=ACCEPTED:" + kBert + "\r\n" +
           more + "END:VEVENT\r\n";
}

std::string instance(const std::string& day, const std::string& attendees) {
    return "BEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260301T100000Z\r\nRECURRENCE-ID;TZID=Europe/Berlin:" + day +
           "T100000\r\nDTSTART;TZID=Europe/Berlin:" + day +
           "T120000\r\nDURATION:PT1H\r\nSUMMARY:Other\r\nORGANIZER:" + kAnna + "\r\n" + attendees + "END:VEVENT\r\n";
}

TEST(HandOver, TheSuccessorGetsTheWholeMeetingWithWhatIsHisOwn) {
    // Carl alone is invited on 19 March; Bert declined 12 March by deleting it.
    const auto meeting = parse(calendarOf(series("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\n") +
                                          instance("20260312", "ATTENDEE;PARTSTAT=DECLINED:" + kBert + "\r\n") +
                                          instance("20260319", "ATTENDEE;PARTSTAT=ACCEPTED:" + kCarl + "\r\n")));
    const auto berts =
        parse(calendarOf(series("EXDATE;X-YOKE-DECLINED=TRUE;TZID=Europe/Berlin:20260312T100000\r\n"
                                "EXDATE;TZID=Europe/Berlin:20260319T100000\r\nCATEGORIES:Mine\r\n"
                                "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT7M\r\nEND:VALARM\r\n")));
    const auto text = successorsCopy(meeting, &berts, kToBert, now()).text();
    EXPECT_EQ(text.find("EXDATE"), std::string::npos) << text;
    EXPECT_NE(text.find("RECURRENCE-ID;TZID=Europe/Berlin:20260312T100000"), std::string::npos) << text;
    EXPECT_NE(text.find("RECURRENCE-ID;TZID=Europe/Berlin:20260319T100000"), std::string::npos) << text;
    EXPECT_NE(text.find("TRIGGER:-PT7M"), std::string::npos) << text;
    EXPECT_EQ(text.find("TRIGGER:-PT1H"), std::string::npos) << text;
    EXPECT_NE(text.find("CATEGORIES:Mine"), std::string::npos) << text;
}

TEST(HandOver, TheSuccessorGetsItWithoutAnybodysAlarmsIfHeHadNoCopy) {
    const auto meeting = parse(calendarOf(series("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\n")));
    EXPECT_EQ(successorsCopy(meeting, nullptr, kToBert, now()).text().find("VALARM"), std::string::npos);
}

TEST(ForEverybody, LeavesOutWhatIsTheOrganizersAlone) {
    const auto meeting = parse(calendarOf(
        series("X-NOTE:boring\r\nx-moz-generation:2\r\nX-YOKE-SINCE:1\r\nX-ATTENDEE-PRIVILEGES:MODIFY\r\nCOLOR:red\r\n"
               "TRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT1H\r\nEND:VALARM\r\n") +
        instance("20260312",
                 "X-NOTE:too\r\nATTENDEE;PARTSTAT=ACCEPTED;X-YOKE-REPLIED=20260301T000000Z:" + kBert + "\r\n")));
    EXPECT_EQ(
        forEverybody(meeting).text(),
        calendarOf(
            series("X-YOKE-SINCE:1\r\nX-ATTENDEE-PRIVILEGES:MODIFY\r\nCOLOR:red\r\nTRANSP:TRANSPARENT\r\n") +
            instance("20260312", "ATTENDEE;PARTSTAT=ACCEPTED;X-YOKE-REPLIED=20260301T000000Z:" + kBert + "\r\n")));
}

TEST(HandOver, BothTakePartInEveryInstance) {
    auto copy = parse(calendarOf(
        "BEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260301T100000Z\r\nDTSTART:20260305T100000Z\r\nORGANIZER;CN=Anna:" + kAnna +
        "\r\nATTENDEE;PARTSTAT=TENTATIVE:" + kCarl + "\r\nSEQUENCE:4\r\nEND:VEVENT\r\n"));
    handOver(copy, kToBert, now());
    const auto& event = *ical::all(copy, "VEVENT").at(0);
    EXPECT_EQ(ical::organizer(event)->uri, kBert);
    EXPECT_EQ(ical::number(event, "SEQUENCE"), 5);
    std::map<std::string, std::string> status;
    for (const auto& person : ical::attendees(event)) status[person.uri] = person.status;
    EXPECT_EQ(status,
              (std::map<std::string, std::string>{{kAnna, "ACCEPTED"}, {kBert, "ACCEPTED"}, {kCarl, "TENTATIVE"}}));
}

TEST(HandOver, WhoIsInvitedUnderAnotherAddressIsInvited) {
    auto copy =
        parse(calendarOf("BEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260301T100000Z\r\nDTSTART:20260305T100000Z\r\nORGANIZER:" +
                         kAnna + "\r\nATTENDEE;PARTSTAT=ACCEPTED:" + kAnna +
                         "\r\nATTENDEE;PARTSTAT=TENTATIVE:mailto:bert.b@example.org\r\nEND:VEVENT\r\n"));
    handOver(copy, kToBert, now());
    EXPECT_EQ(ical::attendees(*ical::all(copy, "VEVENT").at(0)).size(), 2U);
}

}  // namespace
}  // namespace groupware::calendar::scheduling::test
