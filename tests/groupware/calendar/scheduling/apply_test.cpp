#include "groupware/calendar/scheduling/apply.h"

#include "groupware/calendar/scheduling/attendee.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "tests/groupware/calendar/scheduling/meeting.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace groupware::calendar::scheduling {
namespace {

using test::attendee;
using test::calendarOf;
using test::daily;
using test::event;
using test::eventOf;
using test::idOn;
using test::instance;
using test::kAnna;
using test::kBert;
using test::kCarl;
using test::kDora;
using test::kTimes;
using test::parse;
using test::replaced;
using test::single;
using test::statusOf;
using test::timesOn;

const std::string kAlarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n";

Message message(const std::string& method, const std::string& calendar) {
    return readMessage(parse(replaced(calendar, "PRODID", "METHOD:" + method + "\r\nPRODID")), test::times());
}

/// A message as if sent later than what test::event() has.
std::string later(std::string text, const std::string& stamp = "20260201T000000Z") {
    for (std::size_t at = 0; (at = text.find("20260101T000000Z", at)) != std::string::npos;)
        text.replace(at, stamp.size(), stamp);
    return text;
}

ApplyOutcome toCarl(const std::string& copy, const Message& sent, const ApplyOptions& options = {}) {
    const auto mine = copy.empty() ? std::optional<ical::Component>() : parse(copy);
    return applyToAttendee(mine ? &*mine : nullptr, sent, kCarl, test::now(), options);
}

ApplyOutcome toAnna(const std::string& object, const Message& sent, const ApplyOptions& options = {}) {
    return applyToOrganizer(parse(object), sent, test::now(), options);
}

TEST(Request, MakesACopyWithoutWhatIsTheServers) {
    const auto sent = replaced(single(kAlarm), "ATTENDEE:mailto:carl", "ATTENDEE;SCHEDULE-STATUS=1.2:mailto:carl");
    const auto outcome = toCarl("", message("REQUEST", sent));
    EXPECT_EQ(outcome.applied, Applied::Created);
    EXPECT_EQ(outcome.object->text(), single());
}

TEST(Request, ForSomebodyElseIsRefused) {
    const auto sent = message("REQUEST", replaced(single(), attendee(kCarl), ""));
    EXPECT_EQ(toCarl("", sent).applied, Applied::Refused);
    EXPECT_EQ(toCarl("", sent, {.partyCrashers = true}).applied, Applied::Created) << "he took it himself";
}

struct VersionCase {
    const char* what;
    std::string copy;
    std::string sent;
    Applied applied;
};

TEST(Request, CountsOnlyIfNothingNewerIsThere) {
    const auto at = [](int sequence, const std::string& stamp) {
        return later(single("SEQUENCE:" + std::to_string(sequence) + "\r\nLOCATION:" + stamp + "\r\n"), stamp);
    };
    const std::string early = "20260110T000000Z";
    const std::string late = "20260120T000000Z";
    const std::vector<VersionCase> cases{
        {"5546 2.1.5: higher SEQUENCE", at(1, early), at(2, late), Applied::Changed},
        {"5546 2.1.5: higher SEQUENCE, made earlier", at(1, late), at(2, early), Applied::Changed},
        {"5546 2.1.5: lower SEQUENCE", at(2, early), at(1, late), Applied::Outdated},
        {"5546 2.1.5: same SEQUENCE, later DTSTAMP", at(1, early), at(1, late), Applied::Changed},
        {"5546 2.1.5: same SEQUENCE, earlier DTSTAMP", at(1, late), at(1, early), Applied::Outdated},
        {"the same again", at(1, early), at(1, early), Applied::Unchanged},
    };
    for (const auto& each : cases) {
        EXPECT_EQ(toCarl(each.copy, message("REQUEST", each.sent)).applied, each.applied) << each.what;
        // Inside of a context the transaction knows what comes after what; clocks of nodes differ.
        const auto inside = toCarl(each.copy, message("REQUEST", each.sent), {.organizerKnows = true});
        EXPECT_EQ(inside.applied, each.copy == each.sent ? Applied::Unchanged : Applied::Changed)
            << each.what << ", inside";
    }
}

TEST(Request, LeavesTheAttendeesOwn) {
    const auto copy = replaced(
        single("TRANSP:TRANSPARENT\r\nCATEGORIES:Mine\r\nCOLOR:red\r\nX-MINE:folded\r\n  here\r\nX-MOZ-LASTACK:2\r\n" +
               kAlarm),
        "ORGANIZER:", "ORGANIZER;SCHEDULE-STATUS=2.0:");
    const auto sent = later(replaced(
        single("SEQUENCE:1\r\nCATEGORIES:Theirs\r\nTRANSP:OPAQUE\r\nX-THEIRS:1\r\nX-ALT-DESC:2\r\n"), "Talk", "Walk"));
    const auto outcome = toCarl(copy, message("REQUEST", sent));
    ASSERT_EQ(outcome.applied, Applied::Changed);
    EXPECT_FALSE(outcome.onlyReplies);
    auto expected = later(replaced(copy, "Talk", "Walk"));
    expected =
        replaced(expected, "X-MOZ-LASTACK:2\r\n", "X-MOZ-LASTACK:2\r\nSEQUENCE:1\r\nX-THEIRS:1\r\nX-ALT-DESC:2\r\n");
    EXPECT_EQ(outcome.object->text(), expected);
}

TEST(Request, HisAnswerStaysUntilHeIsAskedAgain) {
    const auto copy = replaced(single(), "ATTENDEE:mailto:carl", "ATTENDEE;PARTSTAT=DECLINED:mailto:carl");
    const auto place = later(single("LOCATION:Here\r\n"));
    const auto again = later(single("SEQUENCE:1\r\nLOCATION:Here\r\n"));
    const auto moved = later(replaced(single("SEQUENCE:1\r\n"), "T110000", "T120000"));
    EXPECT_EQ(statusOf(*toCarl(copy, message("REQUEST", place)).object, kCarl), "DECLINED");
    EXPECT_EQ(statusOf(*toCarl(copy, message("REQUEST", moved)).object, kCarl), "NEEDS-ACTION");
    EXPECT_EQ(statusOf(*toCarl(copy, message("REQUEST", again)).object, kCarl), "NEEDS-ACTION")
        << "RFC 5546 section 2.1.5: what he said to an older SEQUENCE does not count";
    EXPECT_EQ(statusOf(*toCarl(copy, message("REQUEST", place), {.organizerKnows = true}).object, kCarl),
              "NEEDS-ACTION")
        << "the organizer asks again";
}

struct AnswerCase {
    const char* what;
    std::string had;   ///< his PARTSTAT; empty: he has no copy
    std::string said;  ///< the message's
    std::string answer;
    std::string byHimself;  ///< if he applies it
};

TEST(Request, NobodyOutsideSaysThatHeComes) {
    const std::vector<AnswerCase> cases{
        {"invited", "", "NEEDS-ACTION", "NEEDS-ACTION", "NEEDS-ACTION"},
        {"invited", "", "ACCEPTED", "NEEDS-ACTION", "ACCEPTED"},
        {"invited", "", "TENTATIVE", "NEEDS-ACTION", "TENTATIVE"},
        {"invited", "", "DELEGATED", "NEEDS-ACTION", "DELEGATED"},
        {"has not answered", "NEEDS-ACTION", "ACCEPTED", "NEEDS-ACTION", "ACCEPTED"},
        {"has not answered", "NEEDS-ACTION", "DECLINED", "DECLINED", "DECLINED"},
        {"has accepted", "ACCEPTED", "ACCEPTED", "ACCEPTED", "ACCEPTED"},
        {"has declined", "DECLINED", "ACCEPTED", "DECLINED", "DECLINED"},
    };
    const auto of = [](const std::string& partStat, const std::string& lines = {}) {
        return replaced(single(lines), "ATTENDEE:mailto:carl", "ATTENDEE;PARTSTAT=" + partStat + ":mailto:carl");
    };
    for (const auto& each : cases) {
        const auto copy = each.had.empty() ? std::string() : of(each.had);
        const auto sent = message("REQUEST", later(of(each.said, "LOCATION:Here\r\n")));
        EXPECT_EQ(statusOf(*toCarl(copy, sent).object, kCarl), each.answer) << each.what << " " << each.said;
        EXPECT_EQ(statusOf(*toCarl(copy, sent, {.byRecipient = true}).object, kCarl), each.byHimself)
            << each.what << " " << each.said << ", by himself";
    }
    const auto moved = message("REQUEST", later(replaced(of("ACCEPTED", "SEQUENCE:1\r\n"), "T110000", "T120000")));
    EXPECT_EQ(statusOf(*toCarl(of("DECLINED"), moved).object, kCarl), "NEEDS-ACTION") << "he is asked again";
    const auto own =
        instance(3, timesOn(3, "140000", "150000") + "SEQUENCE:1\r\n" + attendee(kCarl, ";PARTSTAT=ACCEPTED"));
    const auto added = toCarl(daily(), message("REQUEST", later(calendarOf(own))));
    EXPECT_EQ(statusOf(*added.object, kCarl, idOn(3)), "NEEDS-ACTION") << "an instance that is new to him";
}

TEST(Request, OfInstancesAddsAndChangesThose) {
    const auto moved = instance(3, timesOn(3, "140000", "150000") + "SUMMARY:Talk\r\nSEQUENCE:1\r\n" + attendee(kCarl));
    const auto copy = daily("CATEGORIES:Mine\r\n" + kAlarm);
    const auto outcome = toCarl(copy, message("REQUEST", later(calendarOf(moved))));
    ASSERT_EQ(outcome.applied, Applied::Changed);
    EXPECT_EQ(ical::write(*ical::time(eventOf(*outcome.object, idOn(3)), "DTSTART")), "20260303T140000");
    EXPECT_EQ(ical::list(eventOf(*outcome.object, idOn(3)), "CATEGORIES"), std::vector<std::string>{"Mine"});
    EXPECT_EQ(eventOf(*outcome.object, idOn(3)).components().size(), 1U) << "his alarm of the series";
    EXPECT_TRUE(outcome.object->text().starts_with(copy.substr(0, copy.find("END:VCALENDAR")))) << "the series stays";

    // The series, without a word about the instance: it stays, unless everything moves.
    const auto text = outcome.object->text();
    const auto summary = later(replaced(daily("SEQUENCE:2\r\n"), "Talk", "Walk"));
    EXPECT_TRUE(test::has(*toCarl(text, message("REQUEST", summary)).object, idOn(3)));
    EXPECT_FALSE(test::has(*toCarl(text, message("REQUEST", summary), {.organizerKnows = true}).object, idOn(3)));
    const auto shifted = later(replaced(daily("SEQUENCE:2\r\n"), "T110000", "T113000"));
    EXPECT_FALSE(test::has(*toCarl(text, message("REQUEST", shifted)).object, idOn(3)));
    const auto gone = later(daily("SEQUENCE:2\r\nEXDATE;TZID=Europe/Berlin:20260303T100000\r\n"));
    EXPECT_FALSE(test::has(*toCarl(text, message("REQUEST", gone)).object, idOn(3)));
}

TEST(Request, DoesNotBringBackWhatHeDeclined) {
    const std::string exdate = "EXDATE;TZID=Europe/Berlin:20260303T100000\r\n";
    const auto copy = attendeeChanges(parse(daily()), parse(daily(exdate)), kCarl, test::now()).object.text();
    const auto place = later(daily("SEQUENCE:1\r\nLOCATION:Here\r\n"));
    EXPECT_EQ(test::excludedOf(*toCarl(copy, message("REQUEST", place)).object), std::vector<InstanceId>{idOn(3)});
    const auto declined =
        later(daily("SEQUENCE:1\r\nLOCATION:Here\r\n",
                    instance(3, timesOn(3) + "SEQUENCE:1\r\n" + attendee(kCarl, ";PARTSTAT=DECLINED"))));
    for (const bool knows : {false, true}) {
        const auto outcome = toCarl(copy, message("REQUEST", declined), {.organizerKnows = knows});
        EXPECT_EQ(test::excludedOf(*outcome.object), std::vector<InstanceId>{idOn(3)});
        EXPECT_FALSE(test::has(*outcome.object, idOn(3)));
    }
    const auto again = later(
        daily("SEQUENCE:1\r\n", instance(3, timesOn(3, "120000", "130000") + "SEQUENCE:1\r\n" + attendee(kCarl))));
    EXPECT_TRUE(test::has(*toCarl(copy, message("REQUEST", again)).object, idOn(3))) << "he is asked again";
    const auto restored = daily("SEQUENCE:1\r\n");
    EXPECT_TRUE(test::excludedOf(*toCarl(daily(exdate), message("REQUEST", later(restored))).object).empty())
        << "what the organizer took away, he may give back";
}

TEST(Request, ThatOnlyTellsRepliesIsNoChangeOfTheEvent) {
    const auto sent = later(replaced(single(), "PARTSTAT=ACCEPTED:mailto:bert", "PARTSTAT=DECLINED:mailto:bert"));
    EXPECT_TRUE(toCarl(single(), message("REQUEST", sent)).onlyReplies) << "RFC 6638 section 3.2.10";
    EXPECT_FALSE(toCarl(single(), message("REQUEST", later(single("LOCATION:Here\r\n")))).onlyReplies);
}

TEST(Request, BringsItsTimeZones) {
    const std::string zone =
        "BEGIN:VTIMEZONE\r\nTZID:Mars\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0200\r\n"
        "TZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    auto events = event("DTSTART;TZID=Mars:20260302T100000\r\nSEQUENCE:1\r\n" + attendee(kCarl));
    const auto outcome = toCarl(single(), message("REQUEST", later(calendarOf(zone + events))));
    EXPECT_NE(outcome.object->text().find("TZID:Mars"), std::string::npos);
}

TEST(Cancel, OfAllRemovesOrMarks) {
    const auto sent = message("CANCEL", later(calendarOf(event("SEQUENCE:1\r\nSTATUS:CANCELLED\r\n"))));
    EXPECT_EQ(toCarl(single(), sent).applied, Applied::Removed);
    const auto kept = toCarl(daily("", instance(3, timesOn(3) + attendee(kCarl))), sent, {.removeCancelled = false});
    ASSERT_EQ(kept.applied, Applied::Changed);
    EXPECT_EQ(ical::text(eventOf(*kept.object), "STATUS"), "CANCELLED");
    EXPECT_EQ(ical::text(eventOf(*kept.object, idOn(3)), "STATUS"), "CANCELLED");
    EXPECT_EQ(sequenceOf(*kept.object), 1);
    EXPECT_EQ(toCarl(single("SEQUENCE:2\r\n"), sent).applied, Applied::Outdated);
    EXPECT_EQ(toCarl(single("SEQUENCE:2\r\n"), sent, {.organizerKnows = true}).applied, Applied::Removed);
    EXPECT_EQ(toCarl("", sent).applied, Applied::Refused);
    const auto others = message("CANCEL", later(calendarOf(event("SEQUENCE:1\r\n" + attendee(kBert)))));
    EXPECT_EQ(toCarl(single(), others).applied, Applied::Unchanged) << "somebody else is not invited any more";
    const auto him = message("CANCEL", later(calendarOf(event("SEQUENCE:1\r\n" + attendee(kCarl)))));
    EXPECT_EQ(toCarl(single(), him).applied, Applied::Removed);
}

TEST(Cancel, OfAnInstanceTakesItAway) {
    const auto sent = message("CANCEL", later(calendarOf(instance(3, "SEQUENCE:1\r\nSTATUS:CANCELLED\r\n"))));
    const auto own = instance(3, timesOn(3) + attendee(kCarl));
    for (const auto& copy : {daily(), daily("", own)}) {
        const auto gone = toCarl(copy, sent);
        ASSERT_EQ(gone.applied, Applied::Changed);
        EXPECT_EQ(test::excludedOf(*gone.object), std::vector<InstanceId>{idOn(3)});
        EXPECT_FALSE(test::has(*gone.object, idOn(3)));
        EXPECT_EQ(sequenceOf(*gone.object), 1);
        const auto marked = toCarl(copy, sent, {.removeCancelled = false});
        EXPECT_EQ(ical::text(eventOf(*marked.object, idOn(3)), "STATUS"), "CANCELLED");
        EXPECT_FALSE(ical::text(eventOf(*marked.object), "STATUS"));
    }
    EXPECT_EQ(toCarl(calendarOf(own), sent).applied, Applied::Removed) << "he was invited to that alone";
    EXPECT_EQ(toCarl(daily("SEQUENCE:2\r\n"), sent).applied, Applied::Outdated);
    EXPECT_EQ(toCarl(daily("SEQUENCE:2\r\n"), sent, {.organizerKnows = true}).applied, Applied::Changed);
}

TEST(Add, MakesAnotherInstance) {
    const auto sent = message(
        "ADD",
        later(calendarOf(event(timesOn(20, "140000", "150000") + "SUMMARY:Talk\r\nSEQUENCE:1\r\n" + attendee(kCarl)))));
    const auto outcome = toCarl(daily(), sent);
    ASSERT_EQ(outcome.applied, Applied::Changed) << outcome.reason;
    EXPECT_TRUE(test::has(*outcome.object, "20260320T130000Z"));
    EXPECT_NE(eventOf(*outcome.object).find("RDATE"), nullptr);
    EXPECT_EQ(sequenceOfEvent(eventOf(*outcome.object)), 1);
    EXPECT_EQ(toCarl(outcome.object->text(), sent).applied, Applied::Outdated) << "a second time";
    EXPECT_EQ(toCarl("", sent).applied, Applied::Refused);
}

TEST(Publish, NeedsNoAttendee) {
    const auto sent = calendarOf(event(kTimes + "SUMMARY:Fair\r\nSEQUENCE:1\r\n"));
    EXPECT_EQ(toCarl("", message("PUBLISH", sent), {.byRecipient = true}).applied, Applied::Created);
    EXPECT_EQ(toCarl("", message("PUBLISH", sent)).applied, Applied::Refused) << "he has not asked for it";
    EXPECT_EQ(toCarl(sent, message("PUBLISH", later(replaced(sent, "Fair", "Feast")))).applied, Applied::Changed);
}

TEST(AttendeesCopy, GetsNoAttendeesMessages) {
    EXPECT_EQ(toCarl(single(), message("REPLY", calendarOf(event(attendee(kBert))))).applied, Applied::Refused);
    EXPECT_EQ(toCarl(single(), message("DECLINECOUNTER", calendarOf(event("SEQUENCE:0\r\n")))).applied,
              Applied::Unchanged);
}

std::string reply(const std::string& uri, const std::string& parameters, const std::string& lines = {}) {
    return later(calendarOf(event(attendee(uri, parameters) + lines)));
}

struct ReplyCase {
    const char* what;
    std::string object;
    std::string reply;
    Applied applied;
    const char* carl;
};

TEST(Reply, IsHeardIfItIsAnInviteesAndNotOld) {
    const std::string accepted = ";PARTSTAT=ACCEPTED";
    const std::vector<ReplyCase> cases{
        {"5546 3.2.3: accepted", single(), reply(kCarl, accepted), Applied::Changed, "ACCEPTED"},
        {"5546 3.2.3: for an older SEQUENCE", single("SEQUENCE:2\r\n"), reply(kCarl, accepted, "SEQUENCE:1\r\n"),
         Applied::Outdated, "NEEDS-ACTION"},
        {"5546 3.2.3: for this SEQUENCE", single("SEQUENCE:2\r\n"), reply(kCarl, accepted, "SEQUENCE:2\r\n"),
         Applied::Changed, "ACCEPTED"},
        {"5546 3.2.3: a party crasher", single(), reply(kDora, accepted), Applied::Refused, "NEEDS-ACTION"},
        {"of the organizer", single(), reply(kAnna, ";PARTSTAT=DECLINED"), Applied::Refused, "NEEDS-ACTION"},
        {"for an instance of what does not recur", single(), later(calendarOf(instance(3, attendee(kCarl, accepted)))),
         Applied::Refused, "NEEDS-ACTION"},
        {"for an instance that does not exist", daily(), later(calendarOf(instance(20, attendee(kCarl, accepted)))),
         Applied::Refused, "NEEDS-ACTION"},
        {"for an instance that was deleted", daily("EXDATE;TZID=Europe/Berlin:20260303T100000\r\n"),
         later(calendarOf(instance(3, attendee(kCarl, accepted)))), Applied::Refused, "NEEDS-ACTION"},
    };
    for (const auto& each : cases) {
        const auto outcome = toAnna(each.object, message("REPLY", each.reply));
        EXPECT_EQ(outcome.applied, each.applied) << each.what << outcome.reason;
        EXPECT_EQ(statusOf(outcome.object ? *outcome.object : parse(each.object), kCarl), each.carl) << each.what;
        EXPECT_EQ(outcome.reason.empty(), each.applied == Applied::Changed) << each.what;
    }
}

TEST(Reply, ForAnInstanceGivesItAVevent) {
    const auto outcome =
        toAnna(daily(), message("REPLY", later(calendarOf(instance(3, attendee(kCarl, ";PARTSTAT=DECLINED"))))));
    ASSERT_EQ(outcome.applied, Applied::Changed);
    EXPECT_TRUE(outcome.onlyReplies);
    EXPECT_EQ(statusOf(*outcome.object, kCarl), "NEEDS-ACTION");
    EXPECT_EQ(statusOf(*outcome.object, kCarl, idOn(3)), "DECLINED");
    EXPECT_EQ(statusOf(*outcome.object, kBert, idOn(3)), "ACCEPTED");
}

// RFC 5545 section 3.8.4.4 wants the form of DTSTART, and not all programs write it.
TEST(Reply, NamesAnInstanceInAnyForm) {
    for (const auto* const id : {";VALUE=DATE:20260303", ":20260303T100000", ":20260303T090000Z"}) {
        const auto sent =
            replaced(instance(3, attendee(kCarl, ";PARTSTAT=DECLINED")), ";TZID=Europe/Berlin:20260303T100000", id);
        const auto outcome = toAnna(daily(), message("REPLY", later(calendarOf(sent))));
        ASSERT_EQ(outcome.applied, Applied::Changed) << id << outcome.reason;
        EXPECT_EQ(statusOf(*outcome.object, kCarl, idOn(3)), "DECLINED") << id;
    }
}

TEST(Reply, TheLatestCountsWheneverItComes) {
    const auto first = message("REPLY", reply(kCarl, ";PARTSTAT=ACCEPTED"));
    const auto second =
        message("REPLY", later(calendarOf(event(attendee(kCarl, ";PARTSTAT=DECLINED"))), "20260202T000000Z"));
    const auto third =
        message("REPLY", later(calendarOf(event(attendee(kCarl, ";PARTSTAT=ACCEPTED"))), "20260203T000000Z"));
    auto text = toAnna(single(), first).object->text();
    EXPECT_EQ(toAnna(text, first).applied, Applied::Unchanged);
    text = toAnna(text, third).object->text();
    EXPECT_EQ(toAnna(text, second).applied, Applied::Outdated);
    EXPECT_EQ(statusOf(parse(text), kCarl), "ACCEPTED");
    EXPECT_EQ(statusOf(*toAnna(text, second, {.organizerKnows = true}).object, kCarl), "DECLINED")
        << "inside of a context it comes after the other, whatever clocks say";
}

struct CrossingCase {
    const char* what;
    const char* from;  ///< what the organizer changes after he invited with SEQUENCE 0
    const char* to;
    Applied old;       ///< a reply to SEQUENCE 0
    const char* bert;  ///< what he has in the end
};

// RFC 5546 sections 2.1.4 and 2.1.5: a reply that crosses a change answers it unless everybody is asked again.
TEST(Reply, ThatCrossesAChangeCountsUnlessTheEventMoved) {
    const std::vector<CrossingCase> cases{
        {"2.1.4: the title, no new SEQUENCE", "SUMMARY:Talk", "SUMMARY:Speech", Applied::Changed, "DECLINED"},
        {"2.1.4: the place, a new SEQUENCE", "SUMMARY:Talk", "SUMMARY:Talk\r\nLOCATION:Park", Applied::Changed,
         "DECLINED"},
        {"3.2.2.1: the time", "20260302T110000", "20260302T120000", Applied::Outdated, "NEEDS-ACTION"},
    };
    for (const auto& each : cases) {
        const auto before = parse(single());
        const auto after = parse(replaced(single(), each.from, each.to));
        const auto asked = *organizerChanges(&before, &after, test::now()).object;
        const auto old = message("REPLY", reply(kBert, ";PARTSTAT=DECLINED"));
        const auto outcome = toAnna(asked.text(), old);
        EXPECT_EQ(outcome.applied, each.old) << each.what << outcome.reason;
        EXPECT_EQ(statusOf(outcome.object ? *outcome.object : asked, kBert), each.bert) << each.what;
        // A move that follows asks again, whatever was before.
        const auto moved = parse(replaced(asked.text(), "20260302T100000", "20260302T080000"));
        const auto again = *organizerChanges(&asked, &moved, test::now()).object;
        EXPECT_EQ(toAnna(again.text(), old).applied, Applied::Outdated) << each.what;
        const auto current = "SEQUENCE:" + std::to_string(sequenceOf(again)) + "\r\n";
        EXPECT_EQ(toAnna(again.text(), message("REPLY", reply(kBert, ";PARTSTAT=DECLINED", current))).applied,
                  Applied::Changed)
            << each.what;
    }
}

struct OrderCase {
    const char* what;
    int sequence;  ///< of the reply that comes second; the first has SEQUENCE 1, of the 2nd of February
    const char* stamp;
    const char* carl;
};

// RFC 5546 section 2.1.5: both are kept of the last reply; SEQUENCE comes first.
TEST(Reply, IsOrderedBySequenceAndThenDtstamp) {
    const std::vector<OrderCase> cases{{"later", 1, "20260203T000000Z", "DECLINED"},
                                       {"earlier", 1, "20260201T000000Z", "ACCEPTED"},
                                       {"to an older SEQUENCE, although later", 0, "20260203T000000Z", "ACCEPTED"},
                                       {"to a newer one, although earlier", 2, "20260201T000000Z", "DECLINED"}};
    const auto at = [](const std::string& status, int sequence, const std::string& stamp) {
        return message("REPLY", later(calendarOf(event("SEQUENCE:" + std::to_string(sequence) + "\r\n" +
                                                       attendee(kCarl, ";PARTSTAT=" + status))),
                                      stamp));
    };
    const auto before = parse(single());
    const auto moved = parse(replaced(single(), "SUMMARY:Talk", "SUMMARY:Talk\r\nLOCATION:Park"));
    const auto once = *organizerChanges(&before, &moved, test::now()).object;
    const auto again = parse(replaced(once.text(), "LOCATION:Park", "LOCATION:Pub"));
    const auto object = *organizerChanges(&once, &again, test::now()).object;
    ASSERT_EQ(sequenceOf(object), 2);
    for (const auto& each : cases) {
        const auto first = toAnna(object.text(), at("ACCEPTED", 1, "20260202T000000Z"));
        ASSERT_EQ(first.applied, Applied::Changed);
        const auto second = toAnna(first.object->text(), at("DECLINED", each.sequence, each.stamp));
        EXPECT_EQ(statusOf(second.object ? *second.object : *first.object, kCarl), each.carl) << each.what;
    }
}

TEST(Reply, CarriesACommentAndItsStatus) {
    const auto outcome =
        toAnna(single(), message("REPLY", reply(kCarl, ";PARTSTAT=TENTATIVE;SENT-BY=\"mailto:dora@example.org\"",
                                                "COMMENT:Perhaps\\, late\r\nREQUEST-STATUS:2.0;Success\r\n")));
    const auto& properties = eventOf(*outcome.object).properties();
    const auto line = std::find_if(properties.begin(), properties.end(),
                                   [](const ical::ContentLine& property) { return property.value() == kCarl; });
    ASSERT_NE(line, properties.end());
    EXPECT_EQ(line->parameter("X-RESPONSE-COMMENT"), "Perhaps, late");
    EXPECT_EQ(line->parameter("SCHEDULE-STATUS"), "2.0");
    EXPECT_EQ(line->parameter("SENT-BY"), kDora);
}

TEST(Reply, ADelegateIsAddedAndMayAnswer) {
    const auto delegated =
        message("REPLY", reply(kCarl, ";PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:dora@example.org\""));
    const auto outcome = toAnna(single(), delegated);
    EXPECT_EQ(statusOf(*outcome.object, kCarl), "DELEGATED");
    EXPECT_EQ(statusOf(*outcome.object, kDora), "NEEDS-ACTION");
    EXPECT_FALSE(outcome.onlyReplies);
    const auto answered = toAnna(outcome.object->text(), message("REPLY", reply(kDora, ";PARTSTAT=ACCEPTED")));
    EXPECT_EQ(statusOf(*answered.object, kDora), "ACCEPTED");
}

// RFC 5546 section 3.2.2.3: the delegator tells the organizer. What somebody says of himself invites nobody.
TEST(Reply, NobodyInvitesHimselfAsADelegate) {
    const auto claimed =
        message("REPLY", reply(kDora, ";PARTSTAT=ACCEPTED;DELEGATED-FROM=\"mailto:carl@example.org\""));
    const auto outcome = toAnna(single(), claimed);
    EXPECT_EQ(outcome.applied, Applied::Refused);
    EXPECT_EQ(outcome.reason, "Who replies is not invited.");
    EXPECT_EQ(statusOf(*toAnna(single(), claimed, {.partyCrashers = true}).object, kDora), "ACCEPTED")
        << "the organizer takes him";
    const auto toEmil = message("REPLY", reply(kCarl, ";PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:emil@example.org\""));
    EXPECT_EQ(toAnna(toAnna(single(), toEmil).object->text(), claimed).applied, Applied::Refused)
        << "another one is the delegate";
}

TEST(Reply, APartyCrasherIsAddedIfWanted) {
    const auto sent = message("REPLY", reply(kDora, ";PARTSTAT=ACCEPTED"));
    const auto outcome = toAnna(single(), sent, {.partyCrashers = true});
    ASSERT_EQ(outcome.applied, Applied::Changed);
    EXPECT_EQ(statusOf(*outcome.object, kDora), "ACCEPTED");
}

TEST(Refresh, IsAskedByWhoIsInvited) {
    EXPECT_EQ(toAnna(single(), message("REFRESH", calendarOf(event(attendee(kCarl))))).applied, Applied::Asked);
    EXPECT_EQ(toAnna(single(), message("REFRESH", calendarOf(event(attendee(kDora))))).applied, Applied::Refused);
    EXPECT_EQ(toAnna(single(), message("CANCEL", calendarOf(event("SEQUENCE:1\r\n")))).applied, Applied::Refused);
    ASSERT_TRUE(requestFor(parse(single()), kCarl, test::now()));
    EXPECT_FALSE(requestFor(parse(single()), kDora, test::now()));
}

}  // namespace
}  // namespace groupware::calendar::scheduling
