#include "groupware/calendar/scheduling/attendee.h"
#include "tests/groupware/calendar/scheduling_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

class SchedulingStoreTest : public SchedulingTest {
protected:
    static std::string all() { return attendee("Anna", ";PARTSTAT=ACCEPTED") + attendee("Bert") + attendee("Carl"); }
    void invite(const std::string& lines = {}) { make(anna(), kAnna, meeting(all() + lines)); }
    void accept(const Caller& caller, UserId owner, const std::string& name, const std::string& status = "ACCEPTED") {
        const auto line = "mailto:" + name + "@example.com";
        auto calendar = parsed(copy(owner)->text);
        for (auto& component : calendar.components()) {
            for (auto& property : component.properties()) {
                if (property.is("ATTENDEE") && property.value() == line) property.setParameter("PARTSTAT", {status});
            }
        }
        change(caller, owner, calendar.text());
    }
    static const inline std::string kDaily = "RRULE:FREQ=DAILY;COUNT=5\r\n";
    static const inline std::string kExdate = "EXDATE;TZID=Europe/Berlin:20260312T100000\r\n";
};

TEST_F(SchedulingStoreTest, AnInvitationIsInEverybodysCalendar) {
    const auto made = make(anna(), kAnna, meeting(all() + attendee("eva@outside.org")));
    EXPECT_TRUE(made.changed);
    EXPECT_EQ(made.object.role, Role::Organizer);
    EXPECT_EQ(copy(kBert)->folder, berts_);
    EXPECT_EQ(copy(kBert)->role, Role::Attendee);
    EXPECT_EQ(copy(kBert)->createdBy, kBert);
    EXPECT_EQ(copy(kBert)->seq, made.object.seq) << "in one transaction";
    EXPECT_EQ(answers("Bert"), "N N N");
    EXPECT_TRUE(says(kAnna, "SCHEDULE-STATUS=1.2:mailto:Bert")) << text(kAnna);
    EXPECT_TRUE(says(kAnna, "SCHEDULE-STATUS=1.1:mailto:eva"));
    EXPECT_FALSE(says(kBert, "SCHEDULE-STATUS")) << "RFC 6638 section 7.3: between a server and its client";
    EXPECT_FALSE(says(kAnna, "SCHEDULE-STATUS=1.2:mailto:Anna"));
    EXPECT_EQ(mails(), std::vector<std::string>{"REQUEST eva"});
    EXPECT_EQ(made.mails, 1U);
    EXPECT_EQ(counted(), 3);
    EXPECT_EQ(rowsOf("calendar_object"), 3);
}

TEST_F(SchedulingStoreTest, AnAnswerReachesTheOrganizerAndTheOthers) {
    invite(attendee("eva@outside.org"));
    const auto tags = std::make_pair(copy(kAnna)->scheduleTag, copy(kCarl)->scheduleTag);
    accept(bert(), kBert, "Bert");
    EXPECT_EQ(answers("Bert"), "A A A");
    EXPECT_EQ(answers("Carl"), "N N N");
    EXPECT_TRUE(says(kBert, "ORGANIZER;SCHEDULE-STATUS=1.2:"));
    EXPECT_EQ(copy(kAnna)->scheduleTag, tags.first) << "RFC 6638 section 3.2.10";
    EXPECT_EQ(copy(kCarl)->scheduleTag, tags.second);
    EXPECT_EQ(copy(kCarl)->seq, copy(kBert)->seq);
    EXPECT_EQ(mails(), std::vector<std::string>{"REQUEST eva"}) << "nobody outside wants to know who comes";
}

TEST_F(SchedulingStoreTest, OneInstanceIsDeclined) {
    invite(kDaily);
    accept(bert(), kBert, "Bert");
    change(bert(), kBert, "RRULE", kExdate + "RRULE", "u1");
    EXPECT_EQ(answers("Bert"), "A A A");
    EXPECT_EQ(answers("Bert", "20260312T100000"), "D - D");
    EXPECT_TRUE(says(kBert, "20260312T100000")) << "he does not see it any more";
    // What the organizer changes later does not bring it back.
    change(anna(), kAnna, "SUMMARY:Talk", "SUMMARY:Long talk", "u1");
    EXPECT_TRUE(says(kBert, "SUMMARY:Long talk"));
    EXPECT_EQ(answers("Bert", "20260312T100000"), "D - D");
}

TEST_F(SchedulingStoreTest, WhoIsRescheduledIsAskedAgain) {
    invite("BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n");
    accept(bert(), kBert, "Bert");
    change(bert(), kBert, "SUMMARY", "CATEGORIES:Mine\r\nSUMMARY", "u1");
    const auto tag = copy(kBert)->scheduleTag;
    change(anna(), kAnna, "DTEND;TZID=Europe/Berlin:20260310T110000", "DTEND;TZID=Europe/Berlin:20260310T120000", "u1");
    EXPECT_EQ(answers("Bert"), "N N N");
    EXPECT_EQ(answers("Anna"), "A A A");
    EXPECT_TRUE(says(kBert, "CATEGORIES:Mine"));
    EXPECT_FALSE(says(kBert, "VALARM")) << "the organizer's alarm is hers";
    EXPECT_TRUE(says(kAnna, "SEQUENCE:1"));
    EXPECT_TRUE(says(kCarl, "SEQUENCE:1"));
    EXPECT_GT(copy(kBert)->scheduleTag.value, tag.value);
}

TEST_F(SchedulingStoreTest, ClocksOfNodesDoNotSayWhatIsNewer) {
    const auto back = [&] { clock_.advance(std::chrono::seconds(-9)); };
    invite();
    change(anna(), kAnna, "SUMMARY:Talk", "SUMMARY:Long talk", "u1");
    back();
    change(anna(), kAnna, "SUMMARY:Long talk", "SUMMARY:Short talk", "u1");
    EXPECT_TRUE(says(kBert, "SUMMARY:Short talk"));
    accept(bert(), kBert, "Bert");
    back();
    accept(bert(), kBert, "Bert", "DECLINED");
    EXPECT_EQ(answers("Bert"), "D D D");
    EXPECT_TRUE(says(kBert, "ORGANIZER;SCHEDULE-STATUS=1.2:")) << text(kBert);
    back();
    remove(anna(), kAnna);
    EXPECT_EQ(rowsOf("calendar_object"), 0);
}

TEST_F(SchedulingStoreTest, WhoIsAddedAndWhoIsTakenOut) {
    make(anna(), kAnna, meeting(attendee("Anna") + attendee("Bert")));
    EXPECT_FALSE(copy(kCarl));
    change(anna(), kAnna, "ATTENDEE;SCHEDULE-STATUS=1.2:mailto:Bert@example.com", "ATTENDEE:mailto:Carl@example.com",
           "u1");
    EXPECT_FALSE(copy(kBert));
    EXPECT_TRUE(copy(kCarl));
    auto rows = connect()->queryText("SELECT COUNT(*) FROM tombstone WHERE cid = 7 AND folder = " +
                                     std::to_string(berts_.value));
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(1), 1) << "clients hear that it is gone";
    change(anna(), kAnna, "ATTENDEE;SCHEDULE-STATUS=1.2:mailto:Carl@example.com", "ATTENDEE:mailto:Bert@example.com",
           "u1");
    EXPECT_TRUE(copy(kBert)) << "invited again";
}

TEST_F(SchedulingStoreTest, WhatTheOrganizerDeletesIsGone) {
    invite(kDaily + attendee("eva@outside.org"));
    change(anna(), kAnna, "RRULE", kExdate + "RRULE", "u1");
    EXPECT_TRUE(says(kBert, "EXDATE;TZID=Europe/Berlin:20260312T100000"));
    remove(anna(), kAnna);
    EXPECT_EQ(rowsOf("calendar_object"), 0);
    EXPECT_EQ(rowsOf("calendar_event"), 0);
    EXPECT_EQ(counted(), 0);
    const auto waiting = mails();
    EXPECT_NE(std::find(waiting.begin(), waiting.end(), "CANCEL eva"), waiting.end());
}

TEST_F(SchedulingStoreTest, WhoDeletesHisCopyDeclines) {
    invite();
    remove(bert(), kBert);
    EXPECT_EQ(answers("Bert"), "D - D");
    change(anna(), kAnna, "SUMMARY:Talk", "SUMMARY:Long talk", "u1");
    EXPECT_EQ(answers("Bert"), "D D D") << "he is invited still, and sees it again when it changes";
}

TEST_F(SchedulingStoreTest, AnAttendeeCannotChangeWhatIsNotHis) {
    invite();
    const auto before = text(kBert);
    try {
        change(bert(), kBert, "SUMMARY:Talk", "SUMMARY:Walk", "u1");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Forbidden);
        EXPECT_EQ(error.publicText(), "Only the organizer may change SUMMARY of this event.");
    }
    EXPECT_EQ(text(kBert), before);
    EXPECT_EQ(codeOf([&] { change(anna(), kAnna, "ORGANIZER:mailto:Anna", "ORGANIZER:mailto:Carl", "u1"); }),
              ErrorCode::Forbidden);
}

TEST_F(SchedulingStoreTest, SomebodyActsOnBehalf) {
    make(bert(), kAnna, meeting(all() + attendee("eva@outside.org")));
    EXPECT_EQ(copy(kAnna)->createdBy, kBert);
    EXPECT_TRUE(says(kCarl, "ORGANIZER;SENT-BY=\"mailto:Bert@example.com\":mailto:Anna")) << text(kCarl);
    accept(anna(), kCarl, "Carl");
    EXPECT_EQ(answers("Carl"), "A A A");
    EXPECT_TRUE(says(kAnna, "SENT-BY=\"mailto:Anna@example.com\"")) << text(kAnna);
}

TEST_F(SchedulingStoreTest, ADelegateIsInvitedByTheOrganizer) {
    make(anna(), kAnna, meeting(attendee("Anna") + attendee("Bert")));
    change(bert(), kBert, "ATTENDEE:mailto:Bert",
           "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:Carl@example.com\":mailto:Bert", "u1");
    EXPECT_EQ(answers("Bert"), "D D D");
    EXPECT_EQ(answers("Carl"), "N N N");
    EXPECT_EQ(copy(kCarl)->role, Role::Attendee);
    accept(carl(), kCarl, "Carl");
    EXPECT_EQ(answer(copy(kAnna), "Carl"), "A");
}

TEST_F(SchedulingStoreTest, NobodysOtherEventIsOverwritten) {
    make(bert(), kBert, vcalendar(vevent("u1", "DTSTART:20260101T100000Z\r\nSUMMARY:Mine\r\n")));
    invite();
    EXPECT_TRUE(says(kBert, "SUMMARY:Mine"));
    EXPECT_TRUE(says(kAnna, "SCHEDULE-STATUS=5.3:mailto:Bert")) << text(kAnna);
    // Nor does who invents a meeting of the same UID change that of others.
    remove(bert(), kBert);
    make(bert(), kBert,
         replaced(replaced(meeting(all(), "u1"), "ORGANIZER:mailto:Anna", "ORGANIZER:mailto:Bert"), "SUMMARY:Talk",
                  "SUMMARY:Forged"));
    EXPECT_TRUE(says(kCarl, "SUMMARY:Talk"));
    EXPECT_TRUE(says(kAnna, "SUMMARY:Talk"));
}

// RFC 6638 section 3.2.4.2, CALDAV:same-organizer-in-all-components.
TEST_F(SchedulingStoreTest, ASeriesHasOneOrganizer) {
    const auto instance = [&](const std::string& organizer) {
        return vevent("u1", "RECURRENCE-ID;TZID=Europe/Berlin:20260312T100000\r\nORGANIZER:mailto:" + organizer +
                                "@example.com\r\nDTSTART;TZID=Europe/Berlin:20260312T120000\r\n" + all());
    };
    EXPECT_EQ(codeOf([&] { make(anna(), kAnna, meeting(all() + kDaily, "u1", instance("Carl"))); }),
              ErrorCode::Forbidden);
    EXPECT_EQ(rowsOf("calendar_object"), 0);
    make(anna(), kAnna, meeting(all() + kDaily, "u1", instance("ANNA")));
    EXPECT_EQ(rowsOf("calendar_object"), 3);
    EXPECT_EQ(codeOf([&] { change(anna(), kAnna, "ORGANIZER:mailto:ANNA", "ORGANIZER:mailto:Carl", "u1"); }),
              ErrorCode::Forbidden);
}

// RFC 6638 section 3.2.9: who cannot be told is noted, and the change is made.
TEST_F(SchedulingStoreTest, NobodysCopyKeepsTheOrganizerFromChanging) {
    invite();
    limits_.objectBytes = 4000;
    change(bert(), kBert, "SUMMARY", "X-BERT:" + std::string(3000, 'x') + "\r\nSUMMARY", "u1");
    change(anna(), kAnna, "SUMMARY:Talk", "DESCRIPTION:" + std::string(1500, 'y') + "\r\nSUMMARY:Walk", "u1");
    EXPECT_TRUE(says(kAnna, "SCHEDULE-STATUS=5.1:mailto:Bert")) << text(kAnna);
    EXPECT_TRUE(says(kAnna, "SCHEDULE-STATUS=1.2:mailto:Carl"));
    EXPECT_TRUE(says(kCarl, "SUMMARY:Walk"));
    EXPECT_TRUE(says(kBert, "SUMMARY:Talk")) << "his copy stays";
    change(bert(), kBert, "X-BERT:" + std::string(60, 'x'), "X-BERT:", "u1");
    accept(carl(), kCarl, "Carl");
    EXPECT_EQ(answer(copy(kAnna), "Carl"), "A") << "nor others from answering";

    connect()->execute("UPDATE calendar_object SET text = 'BEGIN:NOTHING' WHERE cid = 7 AND id = ?",
                       {copy(kBert)->id.value});
    change(anna(), kAnna, "SUMMARY:Walk", "SUMMARY:Run", "u1");
    EXPECT_TRUE(says(kCarl, "SUMMARY:Run"));
    EXPECT_TRUE(says(kAnna, "SCHEDULE-STATUS=5.1:mailto:Bert"));
}

TEST_F(SchedulingStoreTest, WhoseOrganizersEventIsTooLongByNowLeavesAllTheSame) {
    invite();
    accept(bert(), kBert, "Bert");
    limits_.objectBytes = copy(kAnna)->text.size() - 1;
    remove(bert(), kBert);
    EXPECT_FALSE(copy(kBert));
    EXPECT_EQ(answer(copy(kAnna), "Bert"), "A") << "it cannot be told";
}

TEST_F(SchedulingStoreTest, AnswersLeaveRoomForTheOrganizer) {
    limits_.exceptions = 16;
    std::string days;
    for (int day = 11; day <= 25; ++day) days += (days.empty() ? "" : ",") + std::to_string(20260300 + day) + "T100000";
    invite("RDATE;TZID=Europe/Berlin:" + days + "\r\n");
    const scheduling::AddressBook people;
    const scheduling::Conditions conditions{.people = people, .times = {.find = findZone, .zone = "Europe/Berlin"}};
    const auto answerFor = [&](UserId who, const std::string& me, int day) {
        const auto id = std::to_string(20260300 + day) + "T090000Z";
        change(callerOf(who), who,
               scheduling::participate(parsed(copy(who)->text), id, me, "TENTATIVE", conditions).text());
    };
    for (int day = 11; day < 18; ++day) answerFor(kBert, "mailto:Bert@example.com", day);
    for (int day = 18; day < 25; ++day) answerFor(kCarl, "mailto:Carl@example.com", day);
    EXPECT_TRUE(says(kCarl, "ORGANIZER;SCHEDULE-STATUS=5.1:")) << text(kCarl);
    EXPECT_EQ(answers("Carl", "20260318T100000"), "T T T");
    EXPECT_EQ(answers("Carl", "20260324T100000"), "- - T") << "noted in his copy alone";
    auto calendar = parsed(copy(kAnna)->text);
    formats::ical::setText(calendar.components()[0], "SUMMARY", "Walk");
    change(anna(), kAnna,
           scheduling::participate(calendar, "20260325T090000Z", "mailto:Anna@example.com", "TENTATIVE", conditions)
               .text());
    EXPECT_EQ(answer(copy(kAnna), "Anna", "20260325T100000"), "T");
}

TEST_F(SchedulingStoreTest, ARoomAnswersAtOnce) {
    const auto room = CalendarUser::of(addRoom());
    make(anna(), kAnna, meeting(all() + attendee("room@example.com", ";CUTYPE=ROOM")));
    EXPECT_EQ(answers("room@example.com"), "A A A");
    EXPECT_EQ(copy(room)->folder, FolderId{0});
    make(bert(), kBert,
         replaced(meeting(attendee("Bert") + attendee("room@example.com", ";CUTYPE=ROOM"), "u2"), "mailto:Anna",
                  "mailto:Bert"));
    EXPECT_EQ(answer(copy(kBert, "u2"), "room@example.com"), "D");
    EXPECT_TRUE(says(kBert, "X-RESPONSE-COMMENT=", "u2")) << "it says why";
    // Moved away, and there is room for the other.
    change(anna(), kAnna,
           replaced(replaced(copy(kAnna)->text, "0310T100000", "0311T100000"), "0310T110000", "0311T110000"));
    EXPECT_EQ(answers("room@example.com"), "A A A");
    make(carl(), kCarl,
         replaced(meeting(attendee("Carl") + attendee("room@example.com", ";CUTYPE=ROOM"), "u3"), "mailto:Anna",
                  "mailto:Carl"));
    EXPECT_EQ(answer(copy(kCarl, "u3"), "room@example.com"), "A") << "what it declined does not keep it busy";
    remove(anna(), kAnna);
    EXPECT_FALSE(copy(room));
}

TEST_F(SchedulingStoreTest, WhatWasAnsweredForARoomStays) {
    const auto room = CalendarUser::of(addRoom());
    make(anna(), kAnna, meeting(attendee("Anna") + attendee("room@example.com", ";CUTYPE=ROOM") + kDaily));
    const scheduling::AddressBook people;
    const scheduling::Conditions conditions{.people = people, .times = {.find = findZone, .zone = "Europe/Berlin"}};
    // Its manager declines the 12th by hand.
    const auto rooms = *copy(room);
    const auto declined = scheduling::participate(parsed(rooms.text), "20260312T090000Z", "mailto:room@example.com",
                                                  "DECLINED", conditions);
    store(bert(), {.before = rooms, .object = rooms, .calendar = declined});
    ASSERT_EQ(answer(copy(kAnna), "room@example.com", "20260312T100000"), "D");
    // The 13th moves.
    auto moved = scheduling::participate(parsed(copy(kAnna)->text), "20260313T090000Z", "mailto:Anna@example.com",
                                         "ACCEPTED", conditions);
    for (auto& event : moved.components()) {
        const auto id = formats::ical::time(std::as_const(event), "RECURRENCE-ID");
        if (id && formats::ical::write(*id) == "20260313T100000")
            formats::ical::setTime(event, "DTEND", formats::ical::parseTime("20260313T130000", "Europe/Berlin"));
    }
    change(anna(), kAnna, moved.text());
    EXPECT_EQ(answer(copy(kAnna), "room@example.com", "20260313T100000"), "A");
    EXPECT_EQ(answer(copy(kAnna), "room@example.com", "20260312T100000"), "D");
    EXPECT_EQ(answer(copy(room), "room@example.com", "20260312T100000"), "D");
}

// RFC 6638 section 7.1: whom the client asks itself, the server does not ask.
TEST_F(SchedulingStoreTest, ARoomThatTheServerDoesNotAskHasNotAccepted) {
    const auto room = CalendarUser::of(addRoom());
    make(anna(), kAnna, meeting(attendee("Anna") + attendee("room@example.com", ";SCHEDULE-AGENT=NONE")));
    EXPECT_EQ(answer(copy(kAnna), "room@example.com"), "N");
    EXPECT_FALSE(copy(room));
}

TEST_F(SchedulingStoreTest, APublicFolderInvitesThoseOutsideOnly) {
    const auto folder = newFolder("Public", folders::kOwnerRights, folders::kPublic);
    const auto made = store(anna(), {.object = {.owner = CalendarUser::of(folder), .folder = folder},
                                     .calendar = parsed(meeting(all() + attendee("eva@outside.org")))});
    EXPECT_EQ(rowsOf("calendar_object"), 1);
    EXPECT_EQ(made.object.role, Role::Organizer);
    EXPECT_EQ(mails(), std::vector<std::string>{"REQUEST eva"});
}

TEST_F(SchedulingStoreTest, ALimitOfAttendees) {
    limits_.attendees = 2;
    EXPECT_EQ(codeOf([&] { invite(); }), ErrorCode::TooLarge);
    EXPECT_EQ(rowsOf("calendar_object"), 0);
}

/// How much scheduling costs does not depend on how many take part.
class SchedulingCostTest : public SchedulingTest {
protected:
    SchedulingCostTest() {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            const std::vector<std::string> modules{"calendar"};
            for (int i = 0; i < 20; ++i) {
                const auto name = "Guest" + std::to_string(i);
                folders::createUserFolders(tx, principals::test::addPerson(tx, name), name, modules);
            }
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
        });
    }
    static std::string of(int guests, const std::string& uid) {
        std::string lines = attendee("Anna") + attendee("Bert");
        for (int i = 0; i + 1 < guests; ++i) lines += attendee("Guest" + std::to_string(i));
        return meeting(lines + "RRULE:FREQ=DAILY;COUNT=9\r\n", uid);
    }
};

/// What statements do, without their values.
std::set<std::string> kinds(const ::test::StatementFigure& figure) {
    std::set<std::string> result;
    for (const auto& statement : figure.statements) {
        const auto& text = statement.text;
        result.insert(text.substr(0, std::min(text.find(" WHERE"), text.find(" VALUES"))).substr(0, 50));
    }
    return result;
}

TEST_F(SchedulingCostTest, TwentyAttendeesTakeTheStatementsOfTwo) {
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    std::map<std::string, std::vector<::test::StatementFigure>> figures;
    for (const int guests : {2, 20}) {
        const auto uid = "m" + std::to_string(guests);
        figures["invite"].push_back(counter.statements([&] { make(anna(), kAnna, of(guests, uid)); }));
        const auto annas = *copy(kAnna, uid);
        const auto moved = replaced(annas.text, "DTEND;TZID=Europe/Berlin:20260310T110000",
                                    "DTEND;TZID=Europe/Berlin:20260310T120000");
        figures["reschedule"].push_back(
            counter.statements([&] { store(anna(), {.before = annas, .object = annas, .calendar = parsed(moved)}); }));
        const auto berts = *copy(kBert, uid);
        const auto accepted = replaced(berts.text, "ATTENDEE:mailto:Bert", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:Bert");
        figures["accept"].push_back(counter.statements(
            [&] { store(bert(), {.before = berts, .object = berts, .calendar = parsed(accepted)}); }));
        const auto now = *copy(kAnna, uid);
        figures["cancel"].push_back(counter.statements([&] { store(anna(), {.before = now, .object = now}); }));
    }
    for (const auto& [what, both] : figures) {
        EXPECT_EQ(kinds(both.at(0)), kinds(both.at(1))) << what << '\n' << both.at(1);
        EXPECT_LE(both.at(1).value, both.at(0).value + 6) << what << ": rows go in batches of 16\n" << both.at(1);
        RecordProperty(what, static_cast<int>(both.at(1).value));
    }
}

}  // namespace
}  // namespace groupware::calendar
