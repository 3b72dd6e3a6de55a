#include "groupware/calendar/scheduling/attendee.h"

#include "groupware/base/error.h"
#include "tests/groupware/calendar/scheduling/meeting.h"

#include <gtest/gtest.h>

#include <sstream>

namespace groupware::calendar::scheduling {
namespace {

using test::attendee;
using test::daily;
using test::eventOf;
using test::idOn;
using test::instance;
using test::kAnna;
using test::kBert;
using test::kCarl;
using test::kDora;
using test::parse;
using test::replaced;
using test::single;
using test::statusOf;
using test::timesOn;

const std::string kAlarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n";
const std::string kExdate = "EXDATE;TZID=Europe/Berlin:20260303T100000\r\n";

const std::string kIdOfThe3rd = "RECURRENCE-ID;TZID=Europe/Berlin:20260303T100000";

/// "REPLY anna: ACCEPTED, 03 DECLINED; REQUEST dora": what carl's change tells whom.
std::string told(const std::vector<Message>& messages) {
    std::ostringstream text;
    for (const auto& message : messages) {
        if (text.tellp() > 0) text << "; ";
        text << nameOf(message.method) << ' ' << mailAddress(message.recipient).substr(0, 4);
        if (message.method != Method::Reply) continue;
        text << ':';
        auto zones = ical::Zones(test::findZone, test::findZone("UTC"), &message.calendar);
        for (const auto& [id, place] : EventIndex(message.calendar, zones).events)
            text << ' ' << (id.empty() ? "" : id.substr(6, 2) + " ") << statusOf(message.calendar, kCarl, id);
    }
    return text.str();
}

/// What carl's change means, or why it is refused.
std::string change(const std::string& before, const std::string& after) {
    try {
        return told(attendeeChanges(parse(before), parse(after), kCarl, test::now()).messages);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Forbidden);
        return error.publicText();
    }
}

std::string refusal(const std::string& property) {
    return "Only the organizer may change " + property + " of this event.";
}

/// Carl's line with a PARTSTAT.
std::string answered(const std::string& text, const std::string& status) {
    return replaced(text, "ATTENDEE:mailto:carl", "ATTENDEE;PARTSTAT=" + status + ":mailto:carl");
}

/// The instance of a day as the series has it, with carl's line.
std::string own(int day, const std::string& carl) {
    return instance(day, timesOn(day) + "SUMMARY:Talk\r\n" + attendee(kAnna, ";PARTSTAT=ACCEPTED") +
                             attendee(kBert, ";PARTSTAT=ACCEPTED") + carl);
}

struct Case {
    const char* what;
    std::string before;
    std::string after;
    std::string said;
};

TEST(AttendeeChange, WhatIsHisAndWhatItSays) {
    const auto declinedOwn = own(3, attendee(kCarl, ";PARTSTAT=DECLINED"));
    const auto organizers = instance(3, timesOn(3, "140000", "150000") + "SUMMARY:Talk\r\n" + attendee(kCarl));
    const auto only = test::calendarOf(organizers + own(4, attendee(kCarl)));
    const std::vector<Case> cases{
        {"nothing", single(), single(), ""},
        {"6638 3.2.2.1 (1) PARTSTAT", single(), answered(single(), "ACCEPTED"), "REPLY anna: ACCEPTED"},
        {"(1) again", answered(single(), "ACCEPTED"), answered(single(), "DECLINED"), "REPLY anna: DECLINED"},
        {"(1) of another", single(),
         replaced(single(), "PARTSTAT=ACCEPTED:mailto:bert", "PARTSTAT=DECLINED:mailto:bert"), refusal("ATTENDEE")},
        {"(2) TRANSP", single(), single("TRANSP:TRANSPARENT\r\n"), ""},
        {"(5) alarms", single(), single(kAlarm), ""},
        {"categories, colour, X-", single(), single("CATEGORIES:A\r\nCOLOR:red\r\nX-MINE:1\r\n"), ""},
        {"(9) stamps", single(), single("CREATED:20260101T000000Z\r\nLAST-MODIFIED:20260101T000000Z\r\n"), ""},
        {"start", single(), replaced(single(), "0302T100000", "0302T090000"), refusal("DTSTART")},
        {"summary", single(), replaced(single(), "Talk", "Walk"), refusal("SUMMARY")},
        {"place", single(), single("LOCATION:Here\r\n"), refusal("LOCATION")},
        {"status", single(), single("STATUS:CANCELLED\r\n"), refusal("STATUS")},
        {"rule", daily(), replaced(daily(), "COUNT=5", "COUNT=4"), refusal("RRULE")},
        {"a new attendee", single(), single(attendee(kDora)), refusal("ATTENDEE")},
        {"himself removed", single(), replaced(single(), attendee(kCarl), ""), refusal("ATTENDEE")},
        {"another organizer", single(), replaced(single(), "ORGANIZER:mailto:anna", "ORGANIZER:mailto:carl"),
         refusal("ORGANIZER")},
        {"(8) EXDATE declines", daily(), daily(kExdate), "REPLY anna: 03 DECLINED"},
        {"(8) EXDATE and a changed instance gone", daily("", organizers), daily(kExdate), "REPLY anna: 03 DECLINED"},
        {"(8) EXDATE of what was declined", daily("", declinedOwn), daily(kExdate), ""},
        {"(8) EXDATE of what is no instance", daily(), daily("EXDATE;TZID=Europe/Berlin:20270303T100000\r\n"), ""},
        {"(8) EXDATE by its date", daily(), daily("EXDATE;VALUE=DATE:20260303\r\n"), "REPLY anna: 03 DECLINED"},
        {"(8) EXDATE without zone", daily(), daily("EXDATE:20260303T100000\r\n"), "REPLY anna: 03 DECLINED"},
        {"(8) EXDATE in UTC", daily(), daily("EXDATE:20260303T090000Z\r\n"), "REPLY anna: 03 DECLINED"},
        {"(11) by its date", daily(),
         daily("", replaced(declinedOwn, kIdOfThe3rd, "RECURRENCE-ID;VALUE=DATE:20260303")), "REPLY anna: 03 DECLINED"},
        {"(11) without zone", daily(), daily("", replaced(declinedOwn, kIdOfThe3rd, "RECURRENCE-ID:20260303T100000")),
         "REPLY anna: 03 DECLINED"},
        {"(11) in UTC", daily(), daily("", replaced(declinedOwn, kIdOfThe3rd, "RECURRENCE-ID:20260303T090000Z")),
         "REPLY anna: 03 DECLINED"},
        {"EXDATE removed", daily(kExdate), daily(), refusal("EXDATE")},
        {"(11) an instance of his own", daily(), daily("", declinedOwn), "REPLY anna: 03 DECLINED"},
        {"(11) an instance with an alarm", daily(), daily("", own(3, attendee(kCarl) + kAlarm)), ""},
        {"(11) an instance at another time", daily(), daily("", organizers), refusal("ATTENDEE")},
        {"an instance that does not exist", daily(), daily("", own(20, attendee(kCarl))), refusal("RECURRENCE-ID")},
        {"the organizer's instance removed", daily("", organizers), daily(), refusal("RECURRENCE-ID")},
        {"his own instance removed", daily("", declinedOwn), daily(), "REPLY anna: 03 NEEDS-ACTION"},
        {"invited to instances, one removed", only, test::calendarOf(own(4, attendee(kCarl))),
         "REPLY anna: 03 DECLINED"},
        {"invited to instances, the series added", only, daily("", organizers), refusal("the series")},
        {"series and instance answered", daily("", declinedOwn), answered(daily("", declinedOwn), "ACCEPTED"),
         "REPLY anna: ACCEPTED"},
        {"7.2 forced", single(), replaced(single(), "ORGANIZER:", "ORGANIZER;SCHEDULE-FORCE-SEND=REPLY:"),
         "REPLY anna: NEEDS-ACTION"},
        {"3.2.2.3 agent CLIENT", single(),
         answered(replaced(single(), "ORGANIZER:", "ORGANIZER;SCHEDULE-AGENT=CLIENT:"), "ACCEPTED"), ""},
        {"3.2.2.3 agent NONE", single(),
         answered(replaced(single(), "ORGANIZER:", "ORGANIZER;SCHEDULE-AGENT=NONE:"), "ACCEPTED"), ""},
        {"a comment", single(), single("COMMENT:Late\r\n"), "REPLY anna: NEEDS-ACTION"},
        {"5546 3.2.2.3 delegated", single(),
         replaced(single(), "ATTENDEE:mailto:carl",
                  "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:dora@example.org\":mailto:carl"),
         "REPLY anna: DELEGATED; REQUEST dora"},
    };
    for (const auto& each : cases) EXPECT_EQ(change(each.before, each.after), each.said) << each.what;
}

TEST(AttendeeChange, KeepsTheOrganizersStampsAndTheOctets) {
    const auto before = single("SEQUENCE:2\r\nDESCRIPTION:folded in\r\n  two\r\n");
    auto after = answered(before, "TENTATIVE");
    const auto kept = after;
    after = replaced(replaced(after, "SEQUENCE:2", "SEQUENCE:3"), "DTSTAMP:20260101", "DTSTAMP:20260201");
    const auto outcome = attendeeChanges(parse(before), parse(after), kCarl, test::now());
    EXPECT_EQ(outcome.object.text(), kept);
    EXPECT_EQ(outcome.messages.at(0).sequence, 2);
    EXPECT_EQ(outcome.messages.at(0).stamp, test::kNow);
}

TEST(AttendeeChange, ADelegateBecomesAnAttendee) {
    const auto after = replaced(single(), "ATTENDEE:mailto:carl",
                                "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:dora@example.org\":mailto:carl");
    const auto outcome = attendeeChanges(parse(single()), parse(after), kCarl, test::now());
    EXPECT_EQ(statusOf(outcome.object, kDora), "NEEDS-ACTION");
    const auto& request = outcome.messages.at(1);
    EXPECT_EQ(request.sender, kCarl);
    EXPECT_EQ(statusOf(request.calendar, kDora), "NEEDS-ACTION");
    EXPECT_EQ(eventOf(request.calendar).find("ORGANIZER")->value(), kAnna);
}

TEST(AttendeeChange, AReplyCanBeReadAndSaysWhoActs) {
    auto conditions = test::now();
    conditions.actor = kDora;
    const auto outcome =
        attendeeChanges(parse(single()),
                        parse(replaced(single(), "ATTENDEE:mailto:carl",
                                       "ATTENDEE;PARTSTAT=ACCEPTED;X-RESPONSE-COMMENT=Fine:mailto:carl")),
                        kCarl, conditions);
    const auto reply = readMessage(parse(textOf(outcome.messages.at(0))), test::times());
    EXPECT_EQ(reply.method, Method::Reply);
    EXPECT_EQ(reply.sender, kCarl);
    EXPECT_EQ(reply.sentBy, kDora);
    EXPECT_EQ(ical::text(eventOf(reply.calendar), "COMMENT"), "Fine");
    EXPECT_EQ(ical::text(eventOf(reply.calendar), "REQUEST-STATUS"), "2.0;Success");
    EXPECT_EQ(statusOf(reply.calendar, kBert), "-");
}

TEST(AttendeeRemoval, DeclinesWhatHeHasNotDeclined) {
    const auto removal = [](const std::string& text) {
        const auto message = attendeeRemoves(parse(text), kCarl, test::now());
        return message ? told({*message}) : std::string("nothing");
    };
    const auto declinedOwn = own(3, attendee(kCarl, ";PARTSTAT=DECLINED"));
    EXPECT_EQ(removal(single()), "REPLY anna: DECLINED");
    EXPECT_EQ(removal(answered(single(), "ACCEPTED")), "REPLY anna: DECLINED");
    EXPECT_EQ(removal(answered(single(), "DECLINED")), "nothing");
    EXPECT_EQ(removal(daily("", declinedOwn)), "REPLY anna: DECLINED");
    EXPECT_EQ(removal(daily("", own(3, attendee(kCarl)))), "REPLY anna: DECLINED 03 DECLINED");
    EXPECT_EQ(removal(single("STATUS:CANCELLED\r\n")), "nothing");
    EXPECT_EQ(removal(replaced(single(), "ORGANIZER:", "ORGANIZER;SCHEDULE-AGENT=CLIENT:")), "nothing");
}

TEST(Participation, IsOfAllOrOfOneInstance) {
    const auto object = parse(daily("", own(3, attendee(kCarl))));
    const auto all = participate(object, "", kCarl, "ACCEPTED", test::now());
    EXPECT_EQ(statusOf(all, kCarl), "ACCEPTED");
    EXPECT_EQ(statusOf(all, kCarl, idOn(3)), "ACCEPTED");
    const auto one = participate(object, idOn(4), kCarl, "DECLINED", test::now());
    EXPECT_EQ(statusOf(one, kCarl), "NEEDS-ACTION");
    EXPECT_EQ(statusOf(one, kCarl, idOn(4)), "DECLINED");
    EXPECT_EQ(ical::write(*ical::time(eventOf(one, idOn(4)), "DTEND")), "20260304T110000");
    EXPECT_EQ(eventOf(one, idOn(4)).find("RRULE"), nullptr);
    for (const auto& id : {idOn(20), std::string("20260303"), std::string("x")})
        EXPECT_THROW((void)participate(object, id, kCarl, "DECLINED", test::now()), Error) << id;
    EXPECT_THROW((void)participate(object, "", kDora, "DECLINED", test::now()), Error);
}

TEST(Participation, AnInstancesAlarmIsAsFarFromItAsTheSeriesIs) {
    const auto object =
        parse(daily("BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER;VALUE=DATE-TIME:20260302T080000Z\r\n"
                    "END:VALARM\r\n"));
    const auto answered = participate(object, idOn(4), kCarl, "ACCEPTED", test::now());
    const auto text = eventOf(answered, idOn(4)).text();
    EXPECT_NE(text.find("TRIGGER;VALUE=DATE-TIME:20260304T080000Z\r\n"), std::string::npos) << text;
}

// RFC 5545 section 3.8.5.2.
TEST(Participation, AnInstanceThatIsAPeriodLastsAsLongAsItSays) {
    for (const auto* rdate : {"RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20260303T100000/PT3H\r\n",
                              "RDATE;VALUE=PERIOD:20260320T090000Z/20260320T120000Z\r\n"}) {
        const int day = std::string(rdate).find("0320T") == std::string::npos ? 3 : 20;
        const auto declined = participate(parse(daily(rdate)), idOn(day), kCarl, "DECLINED", test::now());
        const auto end = ical::time(eventOf(declined, idOn(day)), "DTEND");
        ASSERT_TRUE(end) << declined.text();
        EXPECT_EQ(ical::write(*end).substr(6, 5), day == 3 ? "03T13" : "20T13") << declined.text();
    }
}

TEST(Refresh, HasWhoAsksAndNothingElse) {
    const auto message = refresh(parse(daily()), kCarl, test::now());
    const auto read = readMessage(parse(textOf(message)), test::times());
    EXPECT_EQ(read.method, Method::Refresh);
    EXPECT_EQ(read.sender, kCarl);
    EXPECT_EQ(read.uid, "u1");
    EXPECT_EQ(message.recipient, kAnna);
}

}  // namespace
}  // namespace groupware::calendar::scheduling
