#include "groupware/calendar/scheduling/organizer.h"

#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/attendee.h"
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

/// "REQUEST bert, CANCEL carl 20260303T090000Z": who gets what.
std::string told(const OrganizerOutcome& outcome) {
    std::ostringstream text;
    for (const auto& message : outcome.messages) {
        if (text.tellp() > 0) text << ", ";
        text << nameOf(message.method) << ' ' << mailAddress(message.recipient).substr(0, 4);
        for (const auto& id : message.instances) text << ' ' << id.substr(6, 2);
    }
    return text.str();
}

OrganizerOutcome change(const std::string& before, const std::string& after) {
    const auto old = before.empty() ? std::optional<ical::Component>() : parse(before);
    const auto now = after.empty() ? std::optional<ical::Component>() : parse(after);
    return organizerChanges(old ? &*old : nullptr, now ? &*now : nullptr, test::now());
}

struct Case {
    const char* what;
    std::string before;
    std::string after;
    const char* told;
};

TEST(OrganizerChange, WhoIsToldWhat) {
    const auto moved = instance(3, timesOn(3, "140000", "150000") + "SUMMARY:Talk\r\n" +
                                       attendee(kAnna, ";PARTSTAT=ACCEPTED") + attendee(kBert) + attendee(kCarl));
    const auto withoutCarl = instance(3, timesOn(3) + "SUMMARY:Talk\r\n" + attendee(kAnna, ";PARTSTAT=ACCEPTED") +
                                             attendee(kBert, ";PARTSTAT=ACCEPTED"));
    const auto withDora = instance(3, timesOn(3) + "SUMMARY:Talk\r\n" + attendee(kAnna, ";PARTSTAT=ACCEPTED") +
                                          attendee(kBert, ";PARTSTAT=ACCEPTED") + attendee(kCarl) + attendee(kDora));
    const std::string exdate = "EXDATE;TZID=Europe/Berlin:20260303T100000\r\n";
    const auto without = [](const std::string& text, const std::string& uri) {
        return replaced(text, attendee(uri), "");
    };
    const auto agent = [](const std::string& text, const char* which) {
        return replaced(text, "ATTENDEE:mailto:carl", std::string("ATTENDEE;SCHEDULE-AGENT=") + which + ":mailto:carl");
    };
    const std::vector<Case> cases{
        {"6638 3.2.1.1: created", "", single(), "REQUEST bert, REQUEST carl"},
        {"6638 3.2.1.1: agent CLIENT", "", agent(single(), "CLIENT"), "REQUEST bert"},
        {"6638 3.2.1.1: agent NONE", "", agent(single(), "NONE"), "REQUEST bert"},
        {"nothing changed", single(), single(), ""},
        {"what only the organizer has", single(), single("CATEGORIES:Mine\r\nX-MINE:1\r\nTRANSP:TRANSPARENT\r\n"), ""},
        {"5546 3.2.2.1: rescheduled", single(), replaced(single(), "T110000", "T120000"), "REQUEST bert, REQUEST carl"},
        {"summary", single(), replaced(single(), "Talk", "Long talk"), "REQUEST bert, REQUEST carl"},
        {"6638 3.2.1.2: absent, then there", without(single(), kCarl), single(), "REQUEST bert, REQUEST carl"},
        {"6638 3.2.1.2: removed", single(), without(single(), kCarl), "REQUEST bert, CANCEL carl"},
        {"6638 3.2.1.2: SERVER, then CLIENT", single(), agent(single(), "CLIENT"), "CANCEL carl"},
        {"6638 3.2.1.2: SERVER, then NONE", single(), agent(single(), "NONE"), "CANCEL carl"},
        {"6638 3.2.1.2: CLIENT, then SERVER", agent(single(), "CLIENT"), single(), "REQUEST carl"},
        {"6638 3.2.1.2: NONE, then removed", agent(single(), "NONE"), without(single(), kCarl), "REQUEST bert"},
        {"6638 3.2.1.3: deleted", single(), "", "CANCEL bert, CANCEL carl"},
        {"6638 3.2.1.3: deleted, agent NONE", agent(single(), "NONE"), "", "CANCEL bert"},
        {"5546 3.2.5: an instance deleted", daily(), daily(exdate), "CANCEL bert 03, CANCEL carl 03"},
        {"5546 3.2.5: a changed instance deleted", daily("", moved), daily(exdate), "CANCEL bert 03, CANCEL carl 03"},
        {"an instance comes back", daily(exdate), daily(), "REQUEST bert, REQUEST carl"},
        {"an instance moved", daily(), daily("", moved), "REQUEST bert 03, REQUEST carl 03"},
        {"a moved instance is as all again", daily("", moved), daily(), "REQUEST bert, REQUEST carl"},
        {"6638 3.2.6: not invited to an instance", daily(), daily("", withoutCarl), "REQUEST bert 03, CANCEL carl 03"},
        {"6638 3.2.6: invited to an instance only", daily(), daily("", withDora),
         "REQUEST bert 03, REQUEST carl 03, REQUEST dora 03"},
        {"invited to an instance only, it is deleted", daily("", withDora), daily(exdate),
         "CANCEL bert 03, CANCEL carl 03, CANCEL dora 03"},
        {"invited to an instance only, the series changes", daily("", withDora),
         replaced(daily("", withDora), "SUMMARY:Talk", "SUMMARY:Long talk"), "REQUEST bert, REQUEST carl"},
        {"6638 7.2: forced", single(),
         replaced(single(), "ATTENDEE:mailto:carl", "ATTENDEE;SCHEDULE-FORCE-SEND=REQUEST:mailto:carl"),
         "REQUEST carl"},
        {"one person, two addresses", "", single(attendee("mailto:bert.b@example.org")), "REQUEST bert, REQUEST carl"},
        {"no organizer, no meeting", "", replaced(single(), "ORGANIZER:mailto:anna@example.org\r\n", ""), ""},
    };
    for (const auto& each : cases) EXPECT_EQ(told(change(each.before, each.after)), each.told) << each.what;
}

struct StampCase {
    const char* what;
    std::string before;
    std::string after;
    int sequence;
    const char* bert;
};

TEST(OrganizerChange, SequenceAndParticipationFollowWhatChanged) {
    const std::string base = single("SEQUENCE:3\r\nLOCATION:Room 1\r\n");
    const std::string series = daily("SEQUENCE:3\r\n");
    const std::string exdate = "EXDATE;TZID=Europe/Berlin:20260303T100000\r\n";
    const std::vector<StampCase> cases{
        {"5546 2.1.4: nothing", base, base, 3, "ACCEPTED"},
        {"5546 2.1.4: a text", base, replaced(base, "Talk", "Long talk"), 3, "ACCEPTED"},
        {"5546 2.1.4: place", base, replaced(base, "Room 1", "Room 2"), 4, "ACCEPTED"},
        {"5546 2.1.4: status", base, replaced(base, "SEQUENCE:3\r\n", "SEQUENCE:3\r\nSTATUS:TENTATIVE\r\n"), 4,
         "ACCEPTED"},
        {"6638 3.2.8: DTSTART", base, replaced(base, "0302T100000", "0302T090000"), 4, "NEEDS-ACTION"},
        {"6638 3.2.8: DTEND", base, replaced(base, "T110000", "T113000"), 4, "NEEDS-ACTION"},
        {"6638 3.2.8: end as a duration is the same", base,
         replaced(base, "DTEND;TZID=Europe/Berlin:20260302T110000", "DURATION:PT1H"), 4, "ACCEPTED"},
        {"the same moment in another zone", base,
         replaced(replaced(base, "DTSTART;TZID=Europe/Berlin:20260302T100000", "DTSTART:20260302T090000Z"),
                  "DTEND;TZID=Europe/Berlin:20260302T110000", "DTEND:20260302T100000Z"),
         4, "ACCEPTED"},
        {"6638 3.2.8: RRULE added", base, replaced(base, "SEQUENCE:3\r\n", "SEQUENCE:3\r\nRRULE:FREQ=DAILY\r\n"), 4,
         "NEEDS-ACTION"},
        {"6638 3.2.8: more instances", series, replaced(series, "COUNT=5", "COUNT=6"), 4, "NEEDS-ACTION"},
        {"6638 3.2.8: fewer instances", series, replaced(series, "COUNT=5", "COUNT=4"), 4, "ACCEPTED"},
        {"6638 3.2.8: until instead of count", series, replaced(series, "COUNT=5", "UNTIL=20260304T090000Z"), 4,
         "ACCEPTED"},
        {"6638 3.2.8: other instances", series, replaced(series, "FREQ=DAILY", "FREQ=WEEKLY"), 4, "NEEDS-ACTION"},
        {"6638 3.2.8: RDATE added", series,
         replaced(series, "SEQUENCE:3\r\n", "SEQUENCE:3\r\nRDATE;TZID=Europe/Berlin:20260401T100000\r\n"), 4,
         "NEEDS-ACTION"},
        {"6638 3.2.8: EXDATE added", series, replaced(series, "SEQUENCE:3\r\n", "SEQUENCE:3\r\n" + exdate), 4,
         "ACCEPTED"},
        {"6638 3.2.8: EXDATE removed", replaced(series, "SEQUENCE:3\r\n", "SEQUENCE:3\r\n" + exdate), series, 4,
         "NEEDS-ACTION"},
        {"a client that counts itself", base,
         replaced(replaced(base, "0302T100000", "0302T090000"), "SEQUENCE:3", "SEQUENCE:9"), 9, "NEEDS-ACTION"},
        {"a client that counts for nothing", base, replaced(base, "SEQUENCE:3", "SEQUENCE:9"), 3, "ACCEPTED"},
        {"a client that forgets", base, replaced(replaced(base, "0302T100000", "0302T090000"), "SEQUENCE:3\r\n", ""), 4,
         "NEEDS-ACTION"},
    };
    for (const auto& each : cases) {
        const auto outcome = change(each.before, each.after);
        EXPECT_EQ(sequenceOf(*outcome.object), each.sequence) << each.what;
        EXPECT_EQ(statusOf(*outcome.object, kBert), each.bert) << each.what;
        EXPECT_EQ(statusOf(*outcome.object, kAnna), "ACCEPTED") << each.what;
        for (const auto& message : outcome.messages) EXPECT_EQ(message.sequence, each.sequence) << each.what;
    }
}

TEST(OrganizerChange, KeepsTheOctetsOfWhatStays) {
    const auto folded = single("DESCRIPTION;X-A=\"b\":A text in\r\n  two lines\r\nX-Odd;y=1:v\r\nSEQUENCE:1\r\n");
    EXPECT_EQ(change(folded, folded).object->text(), folded);
    const auto outcome = change(folded, replaced(folded, "T110000", "T113000"));
    auto expected = replaced(folded, "T110000", "T113000");
    expected = replaced(expected, "DTSTAMP:20260101T000000Z", "DTSTAMP:20260301T120000Z");
    expected = replaced(expected, "PARTSTAT=ACCEPTED:mailto:bert", "PARTSTAT=NEEDS-ACTION:mailto:bert");
    expected = replaced(expected, "SEQUENCE:1", "SEQUENCE:2");
    EXPECT_EQ(outcome.object->text(), expected);
}

TEST(OrganizerChange, OnlyTheInstanceThatMovedIsAskedAgain) {
    const auto old = daily("SEQUENCE:1\r\n");
    const auto now =
        daily("SEQUENCE:1\r\n", instance(3, timesOn(3, "140000", "150000") + "SUMMARY:Talk\r\nSEQUENCE:1\r\n" +
                                                attendee(kAnna, ";PARTSTAT=ACCEPTED") +
                                                attendee(kBert, ";PARTSTAT=ACCEPTED") + attendee(kCarl)));
    const auto outcome = change(old, now);
    EXPECT_TRUE(outcome.rescheduled);
    EXPECT_EQ(statusOf(*outcome.object, kBert), "ACCEPTED");
    EXPECT_EQ(statusOf(*outcome.object, kBert, idOn(3)), "NEEDS-ACTION");
    EXPECT_EQ(sequenceOfEvent(eventOf(*outcome.object)), 1);
    EXPECT_EQ(sequenceOfEvent(eventOf(*outcome.object, idOn(3))), 2);
    EXPECT_FALSE(test::has(outcome.messages.at(0).calendar, "")) << "the mail is about the instance";
    EXPECT_TRUE(test::has(*outcome.messages.at(0).whole, "")) << "delivery inside gets all";
}

TEST(OrganizerChange, TheHighestSequenceNeverFalls) {
    const auto moved = instance(3, timesOn(3, "140000", "150000") + "SUMMARY:Talk\r\nSEQUENCE:7\r\n" + attendee(kBert));
    const auto outcome = change(daily("SEQUENCE:1\r\n", moved), daily("SEQUENCE:1\r\n"));
    EXPECT_EQ(sequenceOf(*outcome.object), 8);
}

std::string inWindowsWords(std::string text) {
    const std::string from = "TZID=Europe/Berlin";
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos;)
        text.replace(at, from.size(), "TZID=W. Europe Standard Time");
    return text;
}

// RFC 6638 section 3.2.8 is about times, whatever their zones are called.
TEST(OrganizerChange, AnotherNameOfTheZoneIsNoOtherTime) {
    const auto moved = test::instance(3, test::timesOn(3, "140000", "150000") + "SUMMARY:Talk\r\n" +
                                             test::attendee(kBert, ";PARTSTAT=ACCEPTED") + test::attendee(kCarl));
    const std::string exdate = "EXDATE;TZID=Europe/Berlin:20260304T100000\r\n";
    const auto before = test::parse(test::daily(exdate, moved));
    const auto after = test::parse(test::replaced(inWindowsWords(before.text()), "SUMMARY:Talk", "SUMMARY:Walk"));
    const auto outcome = organizerChanges(&before, &after, test::now());
    EXPECT_FALSE(outcome.rescheduled);
    EXPECT_EQ(sequenceOf(*outcome.object), 0);
    EXPECT_EQ(test::statusOf(*outcome.object, kBert), "ACCEPTED");
    EXPECT_EQ(test::statusOf(*outcome.object, kBert, test::idOn(3)), "ACCEPTED");
    ASSERT_EQ(outcome.messages.size(), 2U);
    ASSERT_EQ(outcome.messages.front().changes.size(), 1U);
    EXPECT_EQ(outcome.messages.front().changes.front().property, "SUMMARY");

    const auto his = test::parse(inWindowsWords(
        test::replaced(before.text(), "ATTENDEE:mailto:carl", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:carl")));
    EXPECT_EQ(attendeeChanges(before, his, kCarl, test::now()).messages.size(), 1U)
        << "nor is it the organizer's alone to change";
    const auto sent = readMessage(
        test::parse(test::replaced(test::replaced(inWindowsWords(before.text()), "PRODID", "METHOD:REQUEST\r\nPRODID"),
                                   "DTSTAMP:20260101", "DTSTAMP:20260201")),
        test::times());
    const auto told = applyToAttendee(&his, sent, kCarl, test::now(), {});
    EXPECT_EQ(test::statusOf(told.object ? *told.object : his, kCarl), "ACCEPTED") << "he is not asked again";
    const auto copied = applyToAttendee(&before, sent, kBert, test::now(), {});
    EXPECT_EQ(test::statusOf(copied.object ? *copied.object : before, kBert), "ACCEPTED");

    const auto later = test::parse(test::replaced(inWindowsWords(before.text()), "T110000", "T120000"));
    EXPECT_TRUE(organizerChanges(&before, &later, test::now()).rescheduled);
}

TEST(OrganizerChange, WhoActsIsNotAskedAndIsNamed) {
    auto conditions = test::now();
    conditions.actor = kBert;
    const auto before = parse(single());
    const auto after = parse(replaced(single(), "T110000", "T120000"));
    const auto outcome = organizerChanges(&before, &after, conditions);
    EXPECT_EQ(statusOf(*outcome.object, kBert), "ACCEPTED") << "he moved it, so he comes";
    ASSERT_EQ(outcome.messages.size(), 2U);
    EXPECT_EQ(outcome.messages.at(1).sentBy, kBert);
    EXPECT_EQ(eventOf(outcome.messages.at(1).calendar).find("ORGANIZER")->parameter("SENT-BY"), kBert);
}

TEST(OrganizerChange, CancelSaysWhetherItHappensWithoutHim) {
    const auto uninvited = change(single("SEQUENCE:2\r\n"), replaced(single("SEQUENCE:2\r\n"), attendee(kCarl), ""));
    const auto& out = eventOf(uninvited.messages.at(1).calendar);
    EXPECT_EQ(out.find("STATUS"), nullptr) << "RFC 5546 section 3.2.5";
    EXPECT_EQ(statusOf(uninvited.messages.at(1).calendar, kBert), "-") << "who stays is not his business";
    EXPECT_EQ(sequenceOfEvent(out), 2) << "he may be invited again with what the event has";
    const auto deleted = change(single("SEQUENCE:2\r\n"), "");
    const auto& gone = eventOf(deleted.messages.at(0).calendar);
    EXPECT_EQ(ical::text(gone, "STATUS"), "CANCELLED");
    EXPECT_EQ(sequenceOfEvent(gone), 3);
}

TEST(OrganizerChange, MessagesCanBeReadAndSayWhatChanged) {
    const auto outcome = change(single(), replaced(single(), "Talk", "Long talk"));
    for (const auto& message : outcome.messages) {
        const auto read = readMessage(parse(textOf(message)), test::times());
        EXPECT_EQ(read.method, message.method);
        EXPECT_EQ(read.sender, kAnna);
        ASSERT_EQ(message.changes.size(), 1U);
        EXPECT_EQ(message.changes.at(0).property, "SUMMARY");
        EXPECT_EQ(message.changes.at(0).before, "Talk");
        EXPECT_EQ(message.changes.at(0).after, "Long talk");
        EXPECT_FALSE(message.repliesOnly);
        EXPECT_FALSE(message.invitation);
    }
    EXPECT_TRUE(change("", single()).messages.at(0).invitation);
}

TEST(OrganizerChange, AReplyOfAnotherIsNoNews) {
    const auto outcome =
        change(single(), replaced(single(), "ATTENDEE:mailto:carl", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:carl"));
    ASSERT_EQ(outcome.messages.size(), 2U);
    for (const auto& message : outcome.messages) EXPECT_TRUE(message.repliesOnly) << message.recipient;
}

TEST(AttendeeView, IsWhatHeMaySee) {
    const auto alarm = std::string("BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n");
    const auto secret = instance(4, timesOn(4) + "SUMMARY:Secret\r\n" + attendee(kDora));
    const auto object = parse(daily("X-MOZ-LASTACK:20260101T000000Z\r\n" + alarm, secret));
    const auto bert = attendeeView(object, "mailto:bert.b@example.org", test::now());
    ASSERT_TRUE(bert);
    EXPECT_EQ(bert->text().find("Secret"), std::string::npos);
    EXPECT_EQ(bert->text().find("VALARM"), std::string::npos);
    EXPECT_EQ(bert->text().find("X-MOZ"), std::string::npos);
    EXPECT_EQ(test::excludedOf(*bert), std::vector<InstanceId>{idOn(4)});
    const auto dora = attendeeView(object, kDora, test::now());
    ASSERT_TRUE(dora);
    EXPECT_FALSE(test::has(*dora, ""));
    EXPECT_TRUE(test::has(*dora, idOn(4)));
    EXPECT_FALSE(attendeeView(object, "mailto:eva@example.org", test::now()));
}

TEST(ScheduleStatus, IsSetOnTheLinesOfOnePerson) {
    auto object = parse(daily("", instance(3, timesOn(3) + attendee(kBert))));
    const auto text = object.text();
    setScheduleStatus(object, "mailto:bert.b@example.org", "1.2", test::people());
    EXPECT_EQ(eventOf(object, idOn(3)).find("ATTENDEE")->parameter("SCHEDULE-STATUS"), "1.2");
    setScheduleStatus(object, kBert, "", test::people());
    EXPECT_EQ(object.text(), text);
}

}  // namespace
}  // namespace groupware::calendar::scheduling
