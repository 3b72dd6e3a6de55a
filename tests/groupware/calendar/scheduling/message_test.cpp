#include "groupware/calendar/scheduling/message.h"

#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "tests/groupware/calendar/scheduling/meeting.h"

#include <gtest/gtest.h>

namespace groupware::calendar::scheduling {
namespace {

using test::attendee;
using test::calendarOf;
using test::event;

std::string message(const std::string& method, const std::string& events) {
    return calendarOf(events, "METHOD:" + method + "\r\n");
}

Message read(const std::string& text) {
    return readMessage(test::parse(text), test::times());
}

std::string refusal(const std::string& text) {
    try {
        (void)read(text);
        return {};
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadRequest);
        return error.publicText();
    }
}

const std::string kStart = "DTSTART:20260302T090000Z\r\n";
const std::string kOne = attendee(test::kBert);
const std::string kTwo = attendee(test::kBert) + attendee(test::kCarl);

struct Case {
    const char* section;  ///< of RFC 5546
    const char* method;
    std::string lines;
    const char* refusal;
};

TEST(ItipMessage, HasWhatItsMethodAsksForAndNothingElse) {
    const std::vector<Case> cases{
        {"3.2.1", "PUBLISH", kStart, ""},
        {"3.2.1", "PUBLISH", kStart + kOne, "PUBLISH: ATTENDEE has no place there."},
        {"3.2.1", "PUBLISH", "", "PUBLISH: DTSTART is missing."},
        {"3.2.2", "REQUEST", kStart + kTwo, ""},
        {"3.2.2", "REQUEST", kStart, "REQUEST: ATTENDEE is missing."},
        {"3.2.2", "REQUEST", kOne, "REQUEST: DTSTART is missing."},
        {"3.2.2", "REQUEST", kStart + kStart + kOne, "REQUEST: DTSTART is there more than once."},
        {"3.2.2", "REQUEST", kStart + kOne + "REQUEST-STATUS:2.0;Success\r\n",
         "REQUEST: REQUEST-STATUS has no place there."},
        {"3.2.2", "REQUEST", kStart + kOne + "DTEND:20260302T100000Z\r\nDURATION:PT1H\r\n",
         "DTEND and DURATION exclude each other."},
        {"3.2.3", "REPLY", kOne, ""},
        {"3.2.3", "REPLY", kOne + "REQUEST-STATUS:2.0;Success\r\n", ""},
        {"3.2.3", "REPLY", "", "REPLY: ATTENDEE is missing."},
        {"3.2.3", "REPLY", kTwo, "REPLY: ATTENDEE is there more than once."},
        {"3.2.3", "REPLY", kOne + attendee(test::kCarl, ";DELEGATED-FROM=\"mailto:bert@example.org\""), ""},
        {"3.2.4", "ADD", kStart + kOne + "SEQUENCE:1\r\n", ""},
        {"3.2.4", "ADD", kStart + kOne + "SEQUENCE:0\r\n", "ADD: SEQUENCE has to be greater than 0."},
        {"3.2.4", "ADD", kStart + kOne, "ADD: SEQUENCE is missing."},
        {"3.2.4", "ADD", kStart + kOne + "SEQUENCE:1\r\nRECURRENCE-ID:20260302T090000Z\r\n",
         "ADD: RECURRENCE-ID has no place there."},
        {"3.2.5", "CANCEL", kOne + "SEQUENCE:1\r\nSTATUS:CANCELLED\r\n", ""},
        {"3.2.5", "CANCEL", "SEQUENCE:1\r\n", ""},
        {"3.2.5", "CANCEL", kOne, "CANCEL: SEQUENCE is missing."},
        {"3.2.6", "REFRESH", kOne, ""},
        {"3.2.6", "REFRESH", kTwo, "REFRESH: ATTENDEE is there more than once."},
        {"3.2.6", "REFRESH", kOne + kStart, "REFRESH: DTSTART has no place there."},
        {"3.2.6", "REFRESH", kOne + "SEQUENCE:1\r\n", "REFRESH: SEQUENCE has no place there."},
        {"3.2.7", "COUNTER", kStart + kTwo + "SEQUENCE:1\r\n", ""},
        {"3.2.7", "COUNTER", kStart + kTwo, "COUNTER: SEQUENCE is missing."},
        {"3.2.7", "COUNTER", kTwo + "SEQUENCE:1\r\n", "COUNTER: DTSTART is missing."},
        {"3.2.8", "DECLINECOUNTER", kOne + "SEQUENCE:1\r\n", ""},
    };
    for (const auto& each : cases) {
        EXPECT_EQ(refusal(message(each.method, event(each.lines))), each.refusal)
            << "RFC 5546 section " << each.section << ' ' << each.method << ' ' << each.lines;
    }
}

TEST(ItipMessage, IsAboutOneEvent) {
    const auto one = event(kStart + kOne);
    EXPECT_EQ(refusal(calendarOf(one)), "A message has one METHOD.");
    EXPECT_EQ(refusal(message("INVITE", one)), "The METHOD is none of RFC 5546.");
    EXPECT_EQ(refusal(message("REQUEST", "")), "A message has at least one VEVENT.");
    EXPECT_EQ(refusal(message("REQUEST", "BEGIN:VTODO\r\nUID:u1\r\nEND:VTODO\r\n")),
              "Only messages about events are understood.");
    EXPECT_EQ(refusal(message("REQUEST", one + test::replaced(one, "UID:u1", "UID:u2"))),
              "A message is about one UID.");
    EXPECT_EQ(refusal(message("REQUEST", one + one)), "A message names an instance twice.");
    EXPECT_EQ(refusal(message("REQUEST", one + test::replaced(test::instance(3, kStart + kOne), "anna", "dora"))),
              "A message has one ORGANIZER.");
    EXPECT_EQ(refusal(message("REPLY", event(kOne) + test::instance(3, attendee(test::kCarl)))),
              "A message has one author.");
    EXPECT_EQ(
        refusal(message("REQUEST", event(kStart + kOne + "RECURRENCE-ID;RANGE=THISANDFUTURE:20260302T090000Z\r\n"))),
        "RECURRENCE-ID with RANGE is not supported.");
    EXPECT_EQ(refusal(message("REQUEST", event("DTSTART:tomorrow\r\n" + kOne))), "DTSTART is no time.");
}

TEST(ItipMessage, SaysWhoTellsWhatAboutWhichInstances) {
    const auto request = read(message(
        "request", event(kStart + kTwo + "SEQUENCE:2\r\n") + test::instance(3, kStart + kOne + "SEQUENCE:4\r\n")));
    EXPECT_EQ(request.method, Method::Request);
    EXPECT_EQ(request.uid, "u1");
    EXPECT_EQ(request.sender, test::kAnna);
    EXPECT_EQ(request.sequence, 4);
    EXPECT_EQ(request.stamp, std::chrono::sys_days(std::chrono::year(2026) / 1 / 1));
    EXPECT_TRUE(request.instances.empty()) << "it is about all";

    const auto reply = read(message(
        "REPLY", test::instance(3, attendee(test::kBert, ";SENT-BY=\"mailto:dora@example.org\";PARTSTAT=DECLINED"))));
    EXPECT_EQ(reply.sender, test::kBert);
    EXPECT_EQ(reply.sentBy, test::kDora);
    EXPECT_EQ(reply.instances, std::vector<InstanceId>{test::idOn(3)}) << "in UTC, whatever the zone";
}

TEST(CalendarUserAddress, IsComparedAsMailIs) {
    EXPECT_EQ(addressKey("MAILTO:Anna@Example.org"), "mailto:anna@example.org");
    EXPECT_EQ(addressKey(" anna@example.org "), "mailto:anna@example.org");
    EXPECT_EQ(addressKey("HTTP://example.org/Anna"), "http://example.org/Anna") << "paths have two sizes of letters";
    EXPECT_EQ(mailAddress("mailto:Anna@example.org"), "anna@example.org");
    EXPECT_EQ(mailAddress("urn:uuid:1"), "");
    EXPECT_TRUE(test::people().same("mailto:BERT@example.org", "mailto:bert.b@example.org"));
    EXPECT_FALSE(test::people().same(test::kAnna, test::kBert));
    EXPECT_FALSE(test::people().same("bert", test::kBert)) << "a person's key is no address";
}

}  // namespace
}  // namespace groupware::calendar::scheduling
