#include "groupware/calendar/service/mail_intake.h"

#include "groupware/calendar/incoming_options.h"
#include "groupware/calendar/options.h"
#include "groupware/calendar/service/cancellations.h"
#include "groupware/calendar/service/status_notes.h"
#include "tests/groupware/calendar/scheduling_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace groupware::calendar {
namespace {

using Verdict = MailReport::Verdict;

std::vector<AnyOption> intakeOptions() {
    std::vector<AnyOption> all;
    for (const auto some : {options(), incomingOptions()}) all.insert(all.end(), some.begin(), some.end());
    return all;
}

class MailIntakeTest : public SchedulingTest {
protected:
    MailReport take(const std::string& calendar, const std::string& from, const std::string& recipient) {
        return intake_.take({.sender = from, .recipient = recipient, .mediaType = "text/calendar", .octets = calendar});
    }
    /// eva@outside.org invites Bert.
    static std::string invitation(const std::string& more = {}, const std::string& organizer = "eva@outside.org") {
        return vcalendar(vevent("out1", "ORGANIZER:mailto:" + organizer +
                                            "\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:bert@example.com\r\n"
                                            "DTSTART:20260310T100000Z\r\nDTEND:20260310T110000Z\r\nSUMMARY:Visit\r\n" +
                                            more))
            .insert(std::string("BEGIN:VCALENDAR\r\n").size(), "METHOD:REQUEST\r\n");
    }

    ConfigurationSource configuration_{Configuration(intakeOptions())};
    MailIntake intake_{{.database = database(),
                        .scheduling = scheduling_,
                        .configuration = configuration_,
                        .findContext = [](std::string_view mapping) -> std::optional<ContextId> {
                            if (mapping != "example.com" && mapping != "xn--bcher-kva.example") return std::nullopt;
                            return kContext;
                        },
                        .find = findZone}};
};

TEST_F(MailIntakeTest, AnInvitationFromOutsideIsInTheCalendarAndAnsweredByMail) {
    const auto report = take(invitation(), "eva@outside.org", "Bert@Example.com");
    EXPECT_EQ(report.verdict, Verdict::Applied) << report.reason;
    EXPECT_EQ(report.method, "REQUEST");
    EXPECT_EQ(report.uid, "out1");
    EXPECT_TRUE(says(kBert, "SUMMARY:Visit", "out1"));
    const auto again = take(invitation(), "eva@outside.org", "bert@example.com");
    EXPECT_EQ(again.verdict, Verdict::Ignored);
    EXPECT_FALSE(again.reason.empty());
}

TEST_F(MailIntakeTest, AReplyFromOutsideReachesTheOrganizer) {
    make(anna(), kAnna, meeting(attendee("anna", ";PARTSTAT=ACCEPTED") + attendee("eva@outside.org")));
    const auto sent = unfolded(text(kAnna));
    const auto reply = [&](const std::string& status) {
        return vcalendar(
                   "BEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20270101T000000Z\r\nORGANIZER:mailto:anna@example.com\r\n"
                   "ATTENDEE;PARTSTAT=" +
                   status + ":mailto:eva@outside.org\r\nEND:VEVENT\r\n")
            .insert(std::string("BEGIN:VCALENDAR\r\n").size(), "METHOD:REPLY\r\n");
    };
    // Somebody else answers for her.
    const auto forged = take(reply("DECLINED"), "mallory@outside.org", "anna@example.com");
    EXPECT_EQ(forged.verdict, Verdict::Refused);
    EXPECT_EQ(answer(copy(kAnna), "eva@outside.org"), "N") << sent;
    const auto report = take(reply("ACCEPTED"), "eva@outside.org", "anna@example.com");
    EXPECT_EQ(report.verdict, Verdict::Applied) << report.reason;
    EXPECT_EQ(answer(copy(kAnna), "eva@outside.org"), "A");
}

std::string counterOf(const std::string& attendees, const std::string& more = {}) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nMETHOD:COUNTER\r\nBEGIN:VEVENT\r\nUID:u1\r\n"
           "DTSTAMP:20270101T000000Z\r\nSEQUENCE:0\r\nORGANIZER:mailto:anna@example.com\r\nDTSTART:20260310T130000Z\r\n"
           "DTEND:20260310T140000Z\r\n" +
           attendees + more + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

// RFC 5546 section 4.2.3 shows a COUNTER with all attendees: who sent the mail tells whose it is.
TEST_F(MailIntakeTest, AProposalIsOfWhoSentIt) {
    make(anna(), kAnna,
         meeting(attendee("anna", ";PARTSTAT=ACCEPTED") + attendee("eva@outside.org") + attendee("eve@outside.org")));
    const auto all = attendee("anna") + attendee("eva@outside.org") + attendee("eve@outside.org");
    const auto before = text(kAnna);
    EXPECT_EQ(take(counterOf(all), "mallory@outside.org", "anna@example.com").verdict, Verdict::Refused);
    EXPECT_EQ(take(counterOf(attendee("eva@outside.org")), "eve@outside.org", "anna@example.com").verdict,
              Verdict::Refused);
    EXPECT_EQ(text(kAnna), before);
    const auto report = take(counterOf(all), "eve@outside.org", "anna@example.com");
    EXPECT_EQ(report.verdict, Verdict::Applied) << report.reason;
    const auto calendar = parsed(copy(kAnna)->text);
    for (const auto& person : formats::ical::attendees(calendar.components().at(0)))
        EXPECT_EQ(person.proposed.has_value(), person.address() == "eve@outside.org") << person.uri;
    EXPECT_EQ(take(counterOf(all), "eve@outside.org", "anna@example.com").verdict, Verdict::Ignored);
}

// RFC 5546 section 3.2.6: the event as it is now, by mail.
TEST_F(MailIntakeTest, WhoAsksForTheEventGetsIt) {
    make(anna(), kAnna, meeting(attendee("anna", ";PARTSTAT=ACCEPTED") + attendee("eva@outside.org")));
    connect()->execute("DELETE FROM calendar_outbox WHERE cid = 7");
    const auto refresh =
        vcalendar("BEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20270101T000000Z\r\nORGANIZER:mailto:anna@example.com\r\n" +
                  attendee("eva@outside.org") + "END:VEVENT\r\n")
            .insert(std::string("BEGIN:VCALENDAR\r\n").size(), "METHOD:REFRESH\r\n");
    const auto report = take(refresh, "eva@outside.org", "anna@example.com");
    EXPECT_EQ(report.verdict, Verdict::Applied) << report.reason;
    EXPECT_EQ(mails(), std::vector<std::string>{"REQUEST eva"});
}

struct LateCase {
    const char* what;
    const char* sequence;
    const char* stamp;
    Verdict verdict;
};

// RFC 5546 section 2.1.5: SEQUENCE, then DTSTAMP.
TEST_F(MailIntakeTest, AnInvitationThatWasCancelledStaysAway) {
    const auto sent = [](const std::string& method, const std::string& sequence, const std::string& stamp) {
        auto text = replaced(invitation("SEQUENCE:" + sequence + "\r\n"), "METHOD:REQUEST", "METHOD:" + method);
        const auto at = text.find("DTSTAMP:");
        return text.replace(at, text.find("\r\n", at) - at, "DTSTAMP:" + stamp);
    };
    const std::vector<LateCase> cases{
        {"the first one, which comes again", "1", "20260101T000000Z", Verdict::Ignored},
        {"as old as the CANCEL", "2", "20260102T000000Z", Verdict::Ignored},
        {"older by DTSTAMP", "2", "20260101T000000Z", Verdict::Ignored},
        {"newer by DTSTAMP", "2", "20260103T000000Z", Verdict::Applied},
        {"newer by SEQUENCE", "3", "20260101T000000Z", Verdict::Applied},
    };
    for (const bool seen : {true, false}) {
        for (const auto& each : cases) {
            const auto what = std::string(each.what) + (seen ? "" : ", of what was never seen");
            if (seen) {
                ASSERT_EQ(take(sent("REQUEST", "1", "20260101T000000Z"), "eva@outside.org", "bert@example.com").verdict,
                          Verdict::Applied);
            }
            (void)take(sent("CANCEL", "2", "20260102T000000Z"), "eva@outside.org", "bert@example.com");
            ASSERT_EQ(text(kBert, "out1"), "no copy") << what;
            const auto late = take(sent("REQUEST", each.sequence, each.stamp), "eva@outside.org", "bert@example.com");
            EXPECT_EQ(late.verdict, each.verdict) << what << ": " << late.reason;
            EXPECT_EQ(text(kBert, "out1") == "no copy", each.verdict == Verdict::Ignored) << what;
            EXPECT_EQ(rowsOf("calendar_cancelled"), each.verdict == Verdict::Ignored ? 1 : 0) << what;
            if (each.verdict == Verdict::Applied) remove(bert(), kBert, "out1");
            connect()->execute("DELETE FROM calendar_cancelled WHERE cid = 7");
        }
    }
}

TEST_F(MailIntakeTest, WhatItsOwnerRemovedComesBackOnlyIfItIsNewerOrHeAsks) {
    const auto request = [](const std::string& sequence) { return invitation("SEQUENCE:" + sequence + "\r\n"); };
    ASSERT_EQ(take(request("1"), "eva@outside.org", "bert@example.com").verdict, Verdict::Applied);
    remove(bert(), kBert, "out1");
    EXPECT_EQ(take(request("1"), "eva@outside.org", "bert@example.com").verdict, Verdict::Ignored);
    EXPECT_EQ(text(kBert, "out1"), "no copy");
    EXPECT_EQ(intake_.takeOwn(bert(), request("1")).verdict, Verdict::Applied);
    EXPECT_TRUE(says(kBert, "SUMMARY:Visit", "out1"));
    // What was cancelled does not come back, whoever asks.
    ASSERT_EQ(
        take(replaced(request("2"), "METHOD:REQUEST", "METHOD:CANCEL"), "eva@outside.org", "bert@example.com").verdict,
        Verdict::Applied);
    EXPECT_EQ(intake_.takeOwn(bert(), request("1")).verdict, Verdict::Ignored);
    EXPECT_EQ(text(kBert, "out1"), "no copy");
}

// A UID is no secret: nobody cancels in advance what somebody else invites to.
TEST_F(MailIntakeTest, OnlyTheOrganizerKeepsAnInvitationAway) {
    const auto cancel =
        replaced(invitation("SEQUENCE:99\r\n", "mallory@outside.org"), "METHOD:REQUEST", "METHOD:CANCEL");
    (void)take(cancel, "mallory@outside.org", "bert@example.com");
    EXPECT_EQ(take(invitation(), "eva@outside.org", "bert@example.com").verdict, Verdict::Applied);
    ASSERT_EQ(take(replaced(invitation("SEQUENCE:1\r\n"), "METHOD:REQUEST", "METHOD:CANCEL"), "eva@outside.org",
                   "bert@example.com")
                  .verdict,
              Verdict::Applied);
    (void)take(cancel, "mallory@outside.org", "bert@example.com");
    EXPECT_EQ(take(invitation(), "eva@outside.org", "bert@example.com").verdict, Verdict::Ignored)
        << "hers still counts";
}

TEST_F(MailIntakeTest, LongNamesAreNoObstacle) {
    const std::string uid(600, 'u');
    const auto cancel = replaced(replaced(invitation(), "METHOD:REQUEST", "METHOD:CANCEL"), "out1", uid);
    EXPECT_NE(take(cancel, "eva@outside.org", "bert@example.com").verdict, Verdict::Applied);
    EXPECT_EQ(rowsOf("calendar_cancelled"), 0) << "no calendar takes such a UID";
    for (const std::string begin : {"e", "ev"}) {  // one of them has 255 octets in the middle of a character
        auto organizer = begin;
        for (int times = 0; times < 150; ++times) organizer += "\xC3\xBC";
        organizer += "@outside.org";
        put(berts_,
            vevent(begin, "DTSTART:20260310T100000Z\r\nORGANIZER:mailto:" + organizer +
                              "\r\nATTENDEE:mailto:bert@example.com\r\n"),
            CalendarUser::of(kBert));
        remove(bert(), kBert, begin);
        EXPECT_EQ(text(kBert, begin), "no copy");
    }
    EXPECT_EQ(rowsOf("calendar_cancelled"), 2);
}

TEST_F(MailIntakeTest, WhatWasCancelledLongAgoIsForgotten) {
    ASSERT_EQ(take(invitation(), "eva@outside.org", "bert@example.com").verdict, Verdict::Applied);
    remove(bert(), kBert, "out1");
    removeOldCancellations(database(), kContext, clock_.now() - std::chrono::hours(1));
    EXPECT_EQ(rowsOf("calendar_cancelled"), 1);
    removeOldCancellations(database(), kContext, clock_.now() + std::chrono::hours(1));
    EXPECT_EQ(rowsOf("calendar_cancelled"), 0);
}

/// eva@outside.org invites the room.
std::string toRoom(std::string invitation, const std::string& method = "REQUEST") {
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>{"mailto:bert@", "mailto:Room@"}, {"METHOD:REQUEST", "METHOD:" + method}})
        invitation.replace(invitation.find(from), from.size(), to);
    return invitation;
}

// Who is outside books nothing, and hears so.
TEST_F(MailIntakeTest, AResourceDeclinesWhatComesFromOutside) {
    const auto room = addRoom();
    const auto report = take(toRoom(invitation()), "eva@outside.org", "room@example.com");
    EXPECT_EQ(report.verdict, Verdict::Refused);
    EXPECT_EQ(report.method, "REQUEST");
    EXPECT_NE(report.reason.find("booked by users"), std::string::npos) << report.reason;
    EXPECT_EQ(mails(), std::vector<std::string>{"REPLY eva"});
    auto rows = connect()->queryText("SELECT calendar, sender FROM calendar_outbox WHERE cid = 7");
    ASSERT_TRUE(rows.next());
    const auto reply = unfolded(rows.text(1));
    for (const auto* said : {"METHOD:REPLY", "UID:out1", "ORGANIZER:mailto:eva@outside.org",
                             "PARTSTAT=DECLINED:mailto:Room@example.com", "COMMENT:It can be booked by users"})
        EXPECT_NE(reply.find(said), std::string::npos) << said << " is not in " << reply;
    EXPECT_EQ(rows.text(2), "room@example.com");
    EXPECT_EQ(copy(CalendarUser::of(room), "out1"), std::nullopt);
}

TEST_F(MailIntakeTest, ARefusalCostsTheSameHoweverManyAreInvited) {
    addRoom();
    std::string others;
    for (int i = 0; i < 300; ++i) others += attendee("guest" + std::to_string(i) + "@outside.org");
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    const auto cost = [&](const std::string& calendar) {
        return counter.statements([&] { (void)take(calendar, "eva@outside.org", "room@example.com"); });
    };
    (void)cost(toRoom(invitation()));  // later answers take back the one before
    const auto one = cost(toRoom(invitation()));
    EXPECT_EQ(cost(toRoom(invitation(others))), one);
    EXPECT_EQ(mails(), std::vector<std::string>{"REPLY eva"});
}

// RFC 5546 section 3.2: what else organizers and attendees say.
TEST_F(MailIntakeTest, AResourceAnswersInvitationsOnly) {
    addRoom();
    const auto said = [&](const std::string& calendar) {
        return take(calendar, "eva@outside.org", "room@example.com").verdict;
    };
    EXPECT_EQ(said(toRoom(invitation("SEQUENCE:1\r\n"), "CANCEL")), Verdict::Ignored);
    const auto reply = replaced(replaced(invitation({}, "room@example.com"), "bert@example.com", "eva@outside.org"),
                                "METHOD:REQUEST", "METHOD:REPLY");
    EXPECT_EQ(take(reply, "eva@outside.org", "room@example.com").reason, "A resource organizes nothing.");
    // It has declined already, and was not asked again.
    EXPECT_EQ(said(replaced(toRoom(invitation()), "NEEDS-ACTION", "DECLINED")), Verdict::Refused);
    // A list got the mail, and the room is on it.
    EXPECT_EQ(said(invitation()), Verdict::Refused);
    EXPECT_EQ(mails(), std::vector<std::string>{});
    EXPECT_EQ(said(toRoom(invitation("SEQUENCE:1\r\n"), "ADD")), Verdict::Refused);
    EXPECT_EQ(mails(), std::vector<std::string>{"REPLY eva"});
    // The answer to the newer version is enough.
    EXPECT_EQ(said(toRoom(invitation("SEQUENCE:2\r\n"))), Verdict::Refused);
    EXPECT_EQ(mails(), std::vector<std::string>{"REPLY eva"});
}

TEST_F(MailIntakeTest, AResourceAnswersNobodyWhoDidNotAsk) {
    addRoom();
    const auto byAgent = replaced(toRoom(invitation()), "ORGANIZER:", "ORGANIZER;SENT-BY=\"mailto:mallory@evil.org\":");
    EXPECT_EQ(take(byAgent, "mallory@evil.org", "room@example.com").verdict, Verdict::Refused);
    EXPECT_EQ(take(toRoom(invitation()), "mallory@evil.org", "room@example.com").verdict, Verdict::Refused);
    const auto own = toRoom(invitation({}, "anna@example.com"));
    EXPECT_EQ(take(own, "anna@example.com", "room@example.com").verdict, Verdict::Refused);
    EXPECT_EQ(mails(), std::vector<std::string>{});
}

TEST_F(MailIntakeTest, NobodyTakesOverAnEventByItsUid) {
    ASSERT_EQ(take(invitation(), "eva@outside.org", "bert@example.com").verdict, Verdict::Applied);
    const auto before = copy(kBert, "out1")->text;
    const auto report =
        take(invitation("SEQUENCE:7\r\n", "mallory@outside.org"), "mallory@outside.org", "bert@example.com");
    EXPECT_EQ(report.verdict, Verdict::Refused);
    EXPECT_FALSE(report.reason.empty());
    EXPECT_EQ(copy(kBert, "out1")->text, before);
    // Nor somebody's of the context.
    make(anna(), kAnna, meeting(attendee("anna", ";PARTSTAT=ACCEPTED") + attendee("bert"), "out2"));
    auto stolen = invitation("SEQUENCE:7\r\n", "mallory@outside.org");
    stolen.replace(stolen.find("UID:out1"), 8, "UID:out2");
    EXPECT_EQ(take(stolen, "mallory@outside.org", "bert@example.com").verdict, Verdict::Refused);
    EXPECT_TRUE(says(kBert, "SUMMARY:Talk", "out2"));
}

// What a mail says of itself proves nothing: anybody could cancel for anybody.
TEST_F(MailIntakeTest, WhoActsForAnOrganizerIsKnownOrOfHisDomain) {
    const auto from = [](std::string text, const std::string& actor) {
        return replaced(std::move(text), "ORGANIZER:", "ORGANIZER;SENT-BY=\"mailto:" + actor + "\":");
    };
    const auto cancel = replaced(invitation("SEQUENCE:9\r\n"), "METHOD:REQUEST", "METHOD:CANCEL");
    const auto unknown = take(from(invitation(), "mallory@evil.org"), "mallory@evil.org", "bert@example.com");
    EXPECT_EQ(unknown.verdict, Verdict::Refused);
    EXPECT_NE(unknown.reason.find("acts for the organizer"), std::string::npos) << unknown.reason;
    EXPECT_EQ(text(kBert, "out1"), "no copy");
    ASSERT_EQ(take(invitation(), "eva@outside.org", "bert@example.com").verdict, Verdict::Applied);
    EXPECT_EQ(take(from(cancel, "mallory@evil.org"), "mallory@evil.org", "bert@example.com").verdict, Verdict::Refused);
    EXPECT_TRUE(says(kBert, "SUMMARY:Visit", "out1"));
    // Of her domain; then one whom she has named herself.
    EXPECT_EQ(take(from(invitation("SEQUENCE:2\r\n"), "office@outside.org"), "office@outside.org", "bert@example.com")
                  .verdict,
              Verdict::Applied);
    EXPECT_EQ(
        take(from(invitation("SEQUENCE:3\r\n"), "agent@agency.net"), "eva@outside.org", "bert@example.com").verdict,
        Verdict::Applied);
    EXPECT_EQ(take(from(cancel, "mallory@evil.org"), "mallory@evil.org", "bert@example.com").verdict, Verdict::Refused);
    const auto known = take(from(cancel, "agent@agency.net"), "agent@agency.net", "bert@example.com");
    EXPECT_EQ(known.verdict, Verdict::Applied) << known.reason;
    EXPECT_EQ(text(kBert, "out1"), "no copy");
}

TEST_F(MailIntakeTest, WhoAnswersForAnAttendeeIsKnownOrOfHisDomain) {
    make(anna(), kAnna, meeting(attendee("anna", ";PARTSTAT=ACCEPTED") + attendee("eva@outside.org")));
    const auto answerBy = [&](const std::string& status, const std::string& actor) {
        const auto reply =
            vcalendar(
                "BEGIN:VEVENT\r\nUID:u1\r\nDTSTAMP:20270101T000000Z\r\nORGANIZER:mailto:anna@example.com\r\n"
                "ATTENDEE;PARTSTAT=" +
                status + ";SENT-BY=\"mailto:" + actor + "\":mailto:eva@outside.org\r\nEND:VEVENT\r\n")
                .insert(std::string("BEGIN:VCALENDAR\r\n").size(), "METHOD:REPLY\r\n");
        return take(reply, actor, "anna@example.com");
    };
    const auto forged = answerBy("DECLINED", "mallory@evil.org");
    EXPECT_EQ(forged.verdict, Verdict::Refused);
    EXPECT_NE(forged.reason.find("acts for the attendee"), std::string::npos) << forged.reason;
    EXPECT_EQ(answer(copy(kAnna), "eva@outside.org"), "N");
    const auto report = answerBy("ACCEPTED", "office@outside.org");
    EXPECT_EQ(report.verdict, Verdict::Applied) << report.reason;
    EXPECT_EQ(answer(copy(kAnna), "eva@outside.org"), "A");
}

TEST_F(MailIntakeTest, AnOlderVersionIsIgnored) {
    ASSERT_EQ(take(invitation("SEQUENCE:3\r\nLOCATION:New\r\n"), "eva@outside.org", "bert@example.com").verdict,
              Verdict::Applied);
    const auto report = take(invitation("SEQUENCE:2\r\nLOCATION:Old\r\n"), "eva@outside.org", "bert@example.com");
    EXPECT_EQ(report.verdict, Verdict::Ignored);
    EXPECT_TRUE(says(kBert, "LOCATION:New", "out1"));
}

// RFC 5890: whoever writes a domain in the other way means the same one.
TEST_F(MailIntakeTest, DomainsBeyondAsciiAreTheSameInBothSpellings) {
    const std::string ascii = "xn--bcher-kva.example";
    const std::string unicode = "b\u00FCcher.example";
    for (const auto& stored : {ascii, unicode}) {
        connect()->execute("UPDATE user_account SET email = ?, aliases = ? WHERE cid = 7 AND id = ?",
                           {"bert@" + stored, "b@" + stored, kBert.value});
        for (const auto& recipient : {"bert@" + ascii, "Bert@" + unicode, "b@" + ascii, "b@" + unicode}) {
            for (const auto& written : {ascii, unicode}) {
                const auto what = recipient + " as " + written + " of " + stored;
                auto calendar = replaced(invitation({}, "eva@" + ascii), "bert@example.com", "bert@" + written);
                const auto report = take(calendar, "eva@" + unicode, recipient);
                EXPECT_EQ(report.verdict, Verdict::Applied) << what << ": " << report.reason;
                EXPECT_TRUE(says(kBert, "PARTSTAT=NEEDS-ACTION:mailto:bert@" + written, "out1")) << what;
                // He is one of those who take part, and this is what he has answered.
                auto rows = connect()->queryText(
                    "SELECT part_stat FROM calendar_event WHERE cid = 7 AND organizer LIKE 'eva@%'");
                ASSERT_TRUE(rows.next()) << what;
                EXPECT_EQ(rows.integer(1), static_cast<std::int64_t>(PartStat::NeedsAction)) << what;
                remove(bert(), kBert, "out1");
                EXPECT_EQ(mails(), std::vector<std::string>{"REPLY eva"}) << what;
                for (const auto* table : {"calendar_cancelled", "calendar_outbox"})
                    connect()->execute(std::string("DELETE FROM ") + table + " WHERE cid = 7");
            }
        }
    }
}

TEST_F(MailIntakeTest, WhoIsUnknownIsAnErrorForTheGateway) {
    for (const auto* recipient : {"nobody@example.com", "bert@elsewhere.com", "bert", ""}) {
        EXPECT_EQ(codeOf([&] { (void)take(invitation(), "eva@outside.org", recipient); }), ErrorCode::NotFound)
            << recipient;
    }
    EXPECT_EQ(take("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "eva@outside.org", "bert@example.com").verdict,
              Verdict::Ignored);
    EXPECT_EQ(take("nonsense", "eva@outside.org", "bert@example.com").verdict, Verdict::Refused);
}

// RFC 6638 section 3.2.9.
TEST_F(MailIntakeTest, WhatComesToNothingStandsInTheSendersObject) {
    make(anna(), kAnna,
         meeting(attendee("anna", ";PARTSTAT=ACCEPTED") + attendee("bert") + attendee("eva@outside.org")));
    EXPECT_TRUE(says(kAnna, "SCHEDULE-STATUS=1.1"));
    const auto bertsCopy = copy(kBert)->text;
    const auto tag = copy(kAnna)->scheduleTag;
    const StatusNotes notes(
        {.database = database(), .clock = clock_, .find = findZone, .limits = [this] { return limits_; }});
    const std::vector<OutboxItem> items{
        {.object = copy(kAnna)->id, .method = "REQUEST", .recipient = {"eva@outside.org", ""}, .status = "3.7"},
        {.object = {4711}, .recipient = {"x@outside.org", ""}, .status = "5.1"}};
    notes.write(kContext, items);
    EXPECT_TRUE(says(kAnna, "SCHEDULE-STATUS=\"3.7\"") || says(kAnna, "SCHEDULE-STATUS=3.7")) << text(kAnna);
    EXPECT_FALSE(says(kAnna, "SCHEDULE-STATUS=1.1"));
    EXPECT_EQ(copy(kBert)->text, bertsCopy);
    EXPECT_EQ(copy(kAnna)->scheduleTag, tag);
    const auto seq = copy(kAnna)->seq;
    notes.write(kContext, items);
    EXPECT_EQ(copy(kAnna)->seq, seq);
    EXPECT_EQ(mails(), std::vector<std::string>{"REQUEST eva"});
}

TEST_F(MailIntakeTest, WhatCannotBeNotedKeepsNobodyFromHearing) {
    const auto of = [](const std::string& uid, const std::string& lines = {}) {
        return meeting(attendee("anna", ";PARTSTAT=ACCEPTED") + attendee("eva@outside.org") + lines, uid);
    };
    make(anna(), kAnna, of("long", "DESCRIPTION:" + std::string(500, 'x') + "\r\n"));
    make(anna(), kAnna, of("short"));
    limits_.objectBytes = copy(kAnna, "short")->text.size() + 20;
    const StatusNotes notes(
        {.database = database(), .clock = clock_, .find = findZone, .limits = [this] { return limits_; }});
    std::vector<OutboxItem> items;
    for (const auto* uid : {"long", "short"})
        items.push_back({.object = copy(kAnna, uid)->id, .recipient = {"eva@outside.org", ""}, .status = "3.7"});
    notes.write(kContext, items);
    EXPECT_TRUE(says(kAnna, "SCHEDULE-STATUS=3.7", "short")) << text(kAnna, "short");
    EXPECT_TRUE(says(kAnna, "SCHEDULE-STATUS=1.1", "long"));
}

TEST_F(MailIntakeTest, ABounceMovesNoAlarm) {
    connect()->execute("UPDATE user_account SET time_zone = 'Europe/Berlin' WHERE cid = 7 AND id = ?", {kAnna.value});
    make(anna(), kAnna,
         vcalendar(vevent("u1", "ORGANIZER:mailto:Anna@example.com\r\nDTSTART;VALUE=DATE:20260310\r\n" +
                                    attendee("anna", ";PARTSTAT=ACCEPTED") + attendee("eva@outside.org") +
                                    "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT15H\r\n"
                                    "END:VALARM\r\n")));
    const auto rings = [&] {
        auto rows = connect()->queryText("SELECT rings FROM calendar_alarm WHERE cid = 7");
        return rows.next() ? rows.integer(1) : 0;
    };
    const auto before = rings();
    const auto changedBy = copy(kAnna)->changedBy;
    const StatusNotes notes(
        {.database = database(), .clock = clock_, .find = findZone, .limits = [this] { return limits_; }});
    const std::vector<OutboxItem> items{
        {.object = copy(kAnna)->id, .recipient = {"eva@outside.org", ""}, .status = "3.7"}};
    notes.write(kContext, items);
    ASSERT_TRUE(says(kAnna, "SCHEDULE-STATUS=3.7")) << text(kAnna);
    EXPECT_EQ(rings(), before) << "9:00 of the day before in Berlin";
    EXPECT_NE(before, 0);
    EXPECT_EQ(copy(kAnna)->changedBy, changedBy);
}

}  // namespace
}  // namespace groupware::calendar
