#include "tests/groupware/calendar/scheduling_fixture.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace groupware::calendar {
namespace {

using scheduling::Applied;

/// Messages from people outside, and answers to them.
class ScheduledFromOutsideTest : public SchedulingTest {
protected:
    static std::string message(const std::string& method, const std::string& lines,
                               const std::string& stamp = "20260301T000000Z") {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:" + method +
               "\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:" + stamp + "\r\n" + lines + "END:VEVENT\r\nEND:VCALENDAR\r\n";
    }
    static std::string invitation(const std::string& lines = {}) {
        return message("REQUEST", "ORGANIZER:mailto:eva@outside.org\r\nDTSTART:20260310T100000Z\r\nSUMMARY:Talk\r\n" +
                                      attendee("Bert") + attendee("Carl") + lines);
    }
};

TEST_F(ScheduledFromOutsideTest, AnInvitationIsTakenAndAnswered) {
    const auto delivered = deliver(kBert, invitation());
    EXPECT_EQ(delivered.outcome.applied, Applied::Created) << delivered.outcome.reason;
    EXPECT_EQ(delivered.object->id, copy(kBert)->id);
    EXPECT_FALSE(copy(kCarl)) << "he gets a mail of his own";
    EXPECT_EQ(deliver(kBert, invitation()).outcome.applied, Applied::Unchanged);
    change(bert(), kBert, "ATTENDEE:mailto:Bert", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:Bert", "u1");
    EXPECT_EQ(mails(), std::vector<std::string>{"REPLY eva"});
    EXPECT_TRUE(says(kBert, "ORGANIZER;SCHEDULE-STATUS=1.1:"));
    const auto cancel = message("CANCEL", "ORGANIZER:mailto:eva@outside.org\r\nSEQUENCE:1\r\nSTATUS:CANCELLED\r\n");
    EXPECT_EQ(deliver(kBert, cancel).outcome.applied, Applied::Removed);
    EXPECT_FALSE(copy(kBert));
}

TEST_F(ScheduledFromOutsideTest, WhoBringsAnInvitationAlongAnswersItToo) {
    const auto text = replaced(invitation(), "METHOD:REQUEST\r\n", "");
    make(bert(), kBert, text);
    EXPECT_TRUE(mails().empty()) << "RFC 6638 section 3.2.2.2: he has said nothing yet";
    make(carl(), kCarl, replaced(text, "ATTENDEE:mailto:Carl", "ATTENDEE;PARTSTAT=DECLINED:mailto:Carl"));
    EXPECT_EQ(mails(), std::vector<std::string>{"REPLY eva"});
    EXPECT_EQ(copy(kCarl)->role, Role::Attendee);
}

// RFC 5546 section 3.2.2.3.
TEST_F(ScheduledFromOutsideTest, WhoDelegatesTellsOrganizerAndDelegate) {
    const auto delegated = [](const std::string& to) {
        return "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:" + to + "\":mailto:Bert";
    };
    deliver(kBert, replaced(invitation(), attendee("Carl"), ""));
    change(bert(), kBert, "ATTENDEE:mailto:Bert", delegated("Carl@example.com"), "u1");
    ASSERT_TRUE(copy(kCarl)) << "a delegate of the same context";
    EXPECT_EQ(copy(kCarl)->role, Role::Attendee);
    EXPECT_EQ(answers("Carl"), "- N N");
    EXPECT_EQ(mails(), std::vector<std::string>{"REPLY eva"});
    change(carl(), kCarl, "PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED", "u1");
    EXPECT_EQ(mails(), (std::vector<std::string>{"REPLY eva", "REPLY eva"}));

    deliver(kAnna, replaced(replaced(invitation(attendee("Anna")), "UID:u1", "UID:u2"), attendee("Carl"), ""));
    change(anna(), kAnna, "ATTENDEE:mailto:Anna", replaced(delegated("max@outside.org"), "mailto:Bert", "mailto:Anna"),
           "u2");
    EXPECT_EQ(mails(), (std::vector<std::string>{"REPLY eva", "REPLY eva", "REPLY eva", "REQUEST max"}));
}

TEST_F(ScheduledFromOutsideTest, WhoIsOutsideDelegatesToSomebodyHere) {
    make(anna(), kAnna, meeting(attendee("Anna") + attendee("eva@outside.org")));
    const auto reply = message(
        "REPLY", "ORGANIZER:mailto:Anna@example.com\r\n" +
                     attendee("eva@outside.org", ";PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:Bert@example.com\""));
    EXPECT_EQ(deliver(kAnna, reply).outcome.applied, Applied::Changed);
    ASSERT_TRUE(copy(kBert)) << "the organizer invites him";
    EXPECT_EQ(answers("Bert"), "N N -");
}

// Policies say who books a room, and its organizer asks.
TEST_F(ScheduledFromOutsideTest, NobodyBooksARoomAsHisDelegate) {
    addRoom();
    make(anna(), kAnna, meeting(attendee("Anna") + attendee("Bert") + attendee("eva@outside.org")));
    const auto reply = message(
        "REPLY", "ORGANIZER:mailto:Anna@example.com\r\n" +
                     attendee("eva@outside.org", ";PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:room@example.com\""));
    EXPECT_EQ(deliver(kAnna, reply).outcome.applied, Applied::Changed);
    EXPECT_EQ(answers("room@example.com"), "D D -");
    EXPECT_TRUE(says(kAnna, "X-RESPONSE-COMMENT=")) << "it says why";
    make(carl(), kCarl,
         replaced(meeting(attendee("Carl") + attendee("room@example.com", ";CUTYPE=ROOM"), "u3"), "mailto:Anna",
                  "mailto:Carl"));
    EXPECT_EQ(answer(copy(kCarl, "u3"), "room@example.com"), "A") << "it is free";
    change(bert(), kBert, "ATTENDEE:mailto:Bert",
           "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:room@example.com\":mailto:Bert", "u1");
    EXPECT_EQ(answer(copy(kAnna), "room@example.com"), "D");
}

TEST_F(ScheduledFromOutsideTest, StrangersAreRefusedByWhoWantsThat) {
    database().write(kContext, [](dbpool::WriteTransaction& tx) {
        principals::UserWriter(tx).setAttribute(kBert, Scheduling::kInvitations, "internal");
        tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, {0}, kBert.value));
    });
    EXPECT_EQ(deliver(kBert, invitation()).outcome.applied, Applied::Refused);
    EXPECT_EQ(deliver(kCarl, invitation()).outcome.applied, Applied::Created);
    EXPECT_EQ(deliver(kBert, invitation(), true).outcome.applied, Applied::Created) << "he asked for it";
    EXPECT_EQ(deliver(kBert, replaced(invitation("SEQUENCE:1\r\n"), "Talk", "Walk")).outcome.applied, Applied::Changed)
        << "he has it now";
}

TEST_F(ScheduledFromOutsideTest, WhoHasNotSaidTakesWhatTheInstallationTakes) {
    limits_.invitationsFromOutside = false;
    database().write(kContext, [](dbpool::WriteTransaction& tx) {
        principals::UserWriter(tx).setAttribute(kBert, Scheduling::kInvitations, "all");
        tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, {0}, kBert.value));
    });
    EXPECT_EQ(deliver(kCarl, invitation()).outcome.applied, Applied::Refused);
    EXPECT_EQ(deliver(kBert, invitation()).outcome.applied, Applied::Created);
}

TEST_F(ScheduledFromOutsideTest, NobodyOutsideSpeaksForWhoIsHere) {
    make(anna(), kAnna, meeting(attendee("Anna") + attendee("Bert") + attendee("eva@outside.org")));
    const auto forged = replaced(invitation("SEQUENCE:9\r\n"), "mailto:eva@outside.org", "mailto:Anna@example.com");
    EXPECT_EQ(deliver(kBert, forged).outcome.applied, Applied::Refused);
    const auto other = invitation("SEQUENCE:9\r\n");
    EXPECT_EQ(deliver(kBert, other).outcome.applied, Applied::Refused) << "another organizer, the same UID";
    const auto reply =
        message("REPLY", "ORGANIZER:mailto:Anna@example.com\r\n" + attendee("Bert", ";PARTSTAT=DECLINED"));
    EXPECT_EQ(deliver(kAnna, reply).outcome.applied, Applied::Refused);
    EXPECT_EQ(answers("Bert"), "N N -");
}

TEST_F(ScheduledFromOutsideTest, AReplyReachesAll) {
    make(anna(), kAnna, meeting(attendee("Anna") + attendee("Bert") + attendee("eva@outside.org")));
    const auto reply = message("REPLY", "ORGANIZER:mailto:Anna@example.com\r\nCOMMENT:Fine\r\n" +
                                            attendee("eva@outside.org", ";PARTSTAT=ACCEPTED"));
    EXPECT_EQ(deliver(kAnna, reply).outcome.applied, Applied::Changed);
    EXPECT_EQ(answers("eva@outside.org"), "A A -");
    EXPECT_TRUE(says(kAnna, "X-RESPONSE-COMMENT=Fine"));
    const auto crasher =
        message("REPLY", "ORGANIZER:mailto:Anna@example.com\r\n" + attendee("max@outside.org", ";PARTSTAT=ACCEPTED"));
    EXPECT_EQ(deliver(kAnna, crasher).outcome.applied, Applied::Refused);
    EXPECT_EQ(deliver(kAnna, crasher, true).outcome.applied, Applied::Changed);
    EXPECT_EQ(answers("max@outside.org"), "A A -");
    const auto refresh = message("REFRESH", "ORGANIZER:mailto:Anna@example.com\r\n" + attendee("eva@outside.org"));
    const auto before = mails().size();
    EXPECT_EQ(deliver(kAnna, refresh).outcome.applied, Applied::Asked);
    EXPECT_GE(mails().size(), before);
    EXPECT_EQ(codeOf([&] { deliver({99}, invitation()); }), ErrorCode::NotFound);
}

}  // namespace
}  // namespace groupware::calendar
