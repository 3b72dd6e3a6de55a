#include "groupware/calendar/scheduling/message.h"
#include "tests/groupware/calendar/writes_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

constexpr auto kDaily = "FREQ=DAILY;COUNT=5";
const std::string kBertsAddress = "bert@example.com";

class CounterTest : public WritesTest {
protected:
    static CalendarService::Proposal times(const std::string& start, const std::string& end,
                                           const std::string& comment = "Later?") {
        return {.start = *ical::parseTime(start, "Europe/Berlin"),
                .end = *ical::parseTime(end, "Europe/Berlin"),
                .comment = comment};
    }
    static CalendarService::Proposal afternoon(const std::string& day = "20260310") {
        return times(day + "T140000", day + "T150000");
    }
    /// "20260310T130000Z Later?" of Bert as somebody sees the event; "!" before it if it is declined; empty for none.
    std::string proposal(const Caller& caller, const EventRef& ref, const std::string& address = kBertsAddress) {
        const auto event = queries_.get(caller, ref);
        for (const auto& person : event.fields->attendees) {
            if (person.address() != address || !person.proposed) continue;
            return (person.proposed->declined ? "!" : "") + ical::write(person.proposed->start) + " " +
                   person.proposed->comment;
        }
        return {};
    }
    std::string start(const Caller& caller, const EventRef& ref) {
        return ical::write(queries_.get(caller, ref).fields->start);
    }
    std::vector<std::string> mailsOf(const std::string& method) {
        std::vector<std::string> calendars;
        auto rows = connect()->query("SELECT calendar FROM calendar_outbox WHERE cid = ? AND method = ?",
                                     {kContext.value, method});
        while (rows.next()) calendars.push_back(unfolded(rows.text(1)));
        return calendars;
    }
    std::optional<ErrorCode> refusalOf(const std::function<void()>& call) {
        try {
            call();
        } catch (const Error& error) {
            return error.code();
        }
        return std::nullopt;
    }
};

struct ScopeCase {
    const char* what;
    const char* rule;
    const char* instance;
};
const std::vector<ScopeCase> kScopes{
    {"a single event", "", ""}, {"a series", kDaily, ""}, {"an instance", kDaily, "20260312T100000"}};

TEST_F(CounterTest, ReachesTheOrganizerWhoAcceptsIt) {
    for (const auto& each : kScopes) {
        const auto meeting = made(anna(), annas_, event("meeting", "20260310T100000", {team()}, each.rule));
        const auto uid = uidOf(meeting);
        const auto mine = at(refOf(kBert, uid), each.instance);
        const auto hers = at(meeting, each.instance);
        const std::string day = *each.instance == '\0' ? "20260310" : "20260312";
        answer(bert(), mine, PartStat::Tentative);
        const auto proposed = service_.counter(bert(), mine, afternoon(day), {});
        ASSERT_FALSE(proposed.created.empty() && proposed.updated.empty()) << each.what;
        EXPECT_EQ(proposal(bert(), mine), day + "T130000Z Later?") << each.what;
        EXPECT_EQ(proposal(anna(), hers), day + "T130000Z Later?") << each.what;
        EXPECT_EQ(proposal(carl(), at(refOf(kCarl, uid), each.instance)), "") << each.what;
        EXPECT_EQ(start(anna(), hers), day + "T100000") << each.what;

        const auto accepted = service_.acceptCounter(anna(), hers, "mailto:" + kBertsAddress, {});
        EXPECT_TRUE(accepted.conflicts.empty());
        for (const auto& [caller, ref] : {std::pair(anna(), hers), std::pair(bert(), mine),
                                          std::pair(carl(), at(refOf(kCarl, uid), each.instance))}) {
            EXPECT_EQ(start(caller, ref), day + "T140000") << each.what;
            EXPECT_EQ(proposal(caller, ref), "") << each.what;
        }
        const auto event = queries_.get(bert(), mine);
        EXPECT_EQ(event.partStat, PartStat::NeedsAction) << each.what << ": everybody is asked again";
        EXPECT_EQ(refusalOf([&] { service_.acceptCounter(anna(), hers, "mailto:" + kBertsAddress, {}); }),
                  ErrorCode::NotFound);
        remove(anna(), meeting);
    }
}

TEST_F(CounterTest, IsDeclinedAndTheAttendeeSeesIt) {
    for (const auto& each : kScopes) {
        const auto meeting = made(anna(), annas_, event("meeting", "20260310T100000", {team()}, each.rule));
        const auto mine = at(refOf(kBert, uidOf(meeting)), each.instance);
        const auto hers = at(meeting, each.instance);
        const std::string day = *each.instance == '\0' ? "20260310" : "20260312";
        service_.counter(bert(), mine, afternoon(day), {});
        const auto before = copyOf(kBert, uidOf(meeting))->scheduleTag;
        service_.declineCounter(anna(), hers, uriOf({.kind = AttendeeId::Kind::User, .id = kBert.value}),
                                {.comment = "No, sorry"});
        EXPECT_EQ(proposal(bert(), mine), "!" + day + "T130000Z No, sorry") << each.what;
        EXPECT_EQ(proposal(anna(), hers), "!" + day + "T130000Z No, sorry") << each.what;
        EXPECT_EQ(start(bert(), mine), day + "T100000") << each.what;
        EXPECT_EQ(copyOf(kBert, uidOf(meeting))->scheduleTag, before) << "RFC 6638 section 3.2.10";
        EXPECT_EQ(refusalOf([&] { service_.declineCounter(anna(), hers, "mailto:" + kBertsAddress, {}); }),
                  ErrorCode::NotFound);
        service_.counter(bert(), mine, times(day + "T160000", day + "T170000"), {});
        EXPECT_EQ(proposal(anna(), hers), day + "T150000Z Later?") << each.what << ": he may propose another";
        remove(anna(), meeting);
    }
    EXPECT_EQ(mails(), 0);
}

TEST_F(CounterTest, IsForWhoIsInvitedAndAnsweredByWhoOrganizes) {
    const auto meeting = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}, ""));
    const auto mine = refOf(kBert, uidOf(meeting));
    const auto before = everything();
    const auto code = [&](const Caller& caller, const EventRef& ref, const CalendarService::Proposal& wanted) {
        return refusalOf([&] { service_.counter(caller, ref, wanted, {}); });
    };
    EXPECT_EQ(code(anna(), meeting, afternoon()), ErrorCode::Forbidden) << "she moves it herself";
    EXPECT_EQ(code(carl(), mine, afternoon()), ErrorCode::NotFound);
    EXPECT_EQ(code(bert(), mine, times("20260310T100000", "20260310T110000")), ErrorCode::BadRequest);
    EXPECT_EQ(code(bert(), mine, times("20260310T150000", "20260310T140000")), ErrorCode::BadRequest);
    EXPECT_EQ(code(bert(), at(mine, "20260312T100000"), afternoon()), ErrorCode::NotFound);
    EXPECT_EQ(code(bert(), mine, times("20260310T140000", "20260310T150000", std::string(2'000'000, 'x'))),
              ErrorCode::TooLarge);
    const auto alone = made(bert(), berts_, event("alone"));
    EXPECT_EQ(code(bert(), alone, afternoon()), ErrorCode::BadRequest);
    remove(bert(), alone);
    EXPECT_EQ(refusalOf([&] { service_.acceptCounter(bert(), mine, "mailto:" + kBertsAddress, {}); }),
              ErrorCode::Forbidden);
    EXPECT_EQ(refusalOf([&] { service_.declineCounter(bert(), mine, "mailto:" + kBertsAddress, {}); }),
              ErrorCode::Forbidden);
    EXPECT_EQ(refusalOf([&] { service_.acceptCounter(anna(), meeting, "mailto:nobody@example.com", {}); }),
              ErrorCode::BadRequest);
    EXPECT_EQ(everything(), before);
}

TEST_F(CounterTest, IsNotTakenWhereTheOrganizerWantsNone) {
    const auto meeting = made(anna(), annas_, [](EventFields& fields) {
        event("meeting", "20260310T100000", {user(kBert)})(fields);
        fields.extended.push_back({.name = "X-MICROSOFT-DISALLOW-COUNTER", .value = "TRUE"});
    });
    const auto mine = refOf(kBert, uidOf(meeting));
    EXPECT_EQ(refusalOf([&] { service_.counter(bert(), mine, afternoon(), {}); }), ErrorCode::Forbidden);
    EXPECT_EQ(proposal(bert(), mine), "");
}

TEST_F(CounterTest, IsAcceptedOnlyIfNobodyIsBusyWhoeverAsks) {
    const auto meeting = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    made(anna(), annas_, event("lunch", "20260310T143000"));
    service_.counter(bert(), refOf(kBert, uidOf(meeting)), afternoon(), {});
    const auto asked = service_.acceptCounter(anna(), meeting, "mailto:" + kBertsAddress, {.checkConflicts = true});
    ASSERT_EQ(asked.conflicts.size(), 1U);
    EXPECT_EQ(asked.conflicts[0].event.summary, "lunch");
    EXPECT_EQ(proposal(anna(), meeting), "20260310T130000Z Later?");
    service_.acceptCounter(anna(), meeting, "mailto:" + kBertsAddress, {});
    EXPECT_EQ(start(anna(), meeting), "20260310T140000");
}

// RFC 5546 section 3.2.7: where the organizer is outside, by mail.
TEST_F(CounterTest, GoesOutsideByMail) {
    const auto text = vcalendar(vevent(
        "out1",
        "ORGANIZER:mailto:eva@outside.org\r\nATTENDEE:mailto:bert@example.com\r\nATTENDEE:mailto:x@outside.org\r\n"
        "DTSTART:20260310T090000Z\r\nDTEND:20260310T100000Z\r\nSUMMARY:Visit\r\nSEQUENCE:2\r\nCATEGORIES:Acquisition "
        "target\r\nCOLOR:red\r\n"
        "TRANSP:TRANSPARENT\r\nX-NOTE:boring\r\nX-ALT-DESC:<b>Visit</b>\r\n"));
    service_.put(bert(), {.folder = berts_, .name = "out1.ics", .text = text}, {});
    const auto mine = refOf(kBert, "out1");
    service_.counter(bert(), mine, afternoon(), {});
    const auto sent = mailsOf("COUNTER");
    ASSERT_EQ(sent.size(), 1U);
    const auto message = scheduling::readMessage(parsed(sent[0]), {.find = findZone});
    EXPECT_EQ(message.sender, "mailto:bert@example.com");
    EXPECT_EQ(message.sequence, 2);
    EXPECT_NE(sent[0].find("DTSTART:20260310T130000Z"), std::string::npos) << sent[0];
    EXPECT_NE(sent[0].find("COMMENT:Later?"), std::string::npos) << sent[0];
    EXPECT_EQ(sent[0].find("x@outside.org"), std::string::npos) << "it is Bert's proposal alone";
    for (const auto* own : {"CATEGORIES", "COLOR", "TRANSP", "X-NOTE", "X-YOKE"})
        EXPECT_EQ(sent[0].find(own), std::string::npos) << "Bert's own: " << sent[0];
    EXPECT_NE(sent[0].find("X-ALT-DESC"), std::string::npos) << "the event's: " << sent[0];
    EXPECT_EQ(proposal(bert(), mine), "20260310T130000Z Later?");
    EXPECT_TRUE(says(mine, "CATEGORIES:Acquisition target"));
}

TEST_F(CounterTest, OfSomebodyOutsideIsDeclinedByMail) {
    const auto meeting = made(anna(), annas_, event("meeting", "20260310T100000", {mail("eva@outside.org")}));
    const auto uid = uidOf(meeting);
    const auto counter = scheduling::readMessage(
        parsed(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nMETHOD:COUNTER\r\nBEGIN:VEVENT\r\nUID:" + uid +
            "\r\nDTSTAMP:20270101T000000Z\r\nORGANIZER:mailto:anna@example.com\r\nATTENDEE:mailto:eva@outside.org\r\n"
            "SEQUENCE:0\r\nDTSTART:20260310T130000Z\r\nDTEND:20260310T140000Z\r\nCOMMENT:After lunch\r\nEND:VEVENT\r\n"
            "END:VCALENDAR\r\n"),
        {.find = findZone});
    Scheduling::Delivery delivery;
    database().write(kContext,
                     [&](dbpool::WriteTransaction& tx) { delivery = scheduling_.deliver(tx, kAnna, counter, {}); });
    EXPECT_EQ(delivery.outcome.applied, scheduling::Applied::Proposal) << delivery.outcome.reason;
    EXPECT_EQ(proposal(anna(), meeting, "eva@outside.org"), "20260310T130000Z After lunch");
    service_.declineCounter(anna(), meeting, "mailto:Eva@outside.org", {.comment = "No"});
    const auto sent = mailsOf("DECLINECOUNTER");
    ASSERT_EQ(sent.size(), 1U);
    const auto message = scheduling::readMessage(parsed(sent[0]), {.find = findZone});
    EXPECT_EQ(message.uid, uid);
    EXPECT_NE(sent[0].find("COMMENT:No"), std::string::npos) << sent[0];
    EXPECT_EQ(sent[0].find("X-YOKE"), std::string::npos) << sent[0];
}

// RFC 5546 section 3.2.7: who opens an older mail is shown another time than what he would answer.
TEST_F(CounterTest, OfAnOlderMailIsNotAnswered) {
    const auto meeting = made(anna(), annas_, event("meeting", "20260310T100000", {mail("eva@outside.org")}, kDaily));
    const auto counter = [&](const std::string& stamp, const std::vector<std::pair<std::string, std::string>>& events) {
        std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nMETHOD:COUNTER\r\n";
        for (const auto& [instance, hour] : events) {
            const auto day = instance.substr(0, 8);
            text += "BEGIN:VEVENT\r\nUID:" + uidOf(meeting) + "\r\nDTSTAMP:" + stamp +
                    "\r\nORGANIZER:mailto:anna@example.com\r\nATTENDEE:mailto:eva@outside.org\r\nSEQUENCE:0\r\n"
                    "RECURRENCE-ID:" +
                    instance + "\r\nDTSTART:" + day + "T" + hour + "0000Z\r\nDTEND:" + day + "T" + hour +
                    "3000Z\r\nEND:VEVENT\r\n";
        }
        const auto message = scheduling::readMessage(parsed(text + "END:VCALENDAR\r\n"), {.find = findZone});
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            (void)scheduling_.deliver(tx, kAnna, message, {});
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
        });
        return message;
    };
    const std::string second = "20260311T090000Z";
    const std::string third = "20260312T090000Z";
    const auto first = counter("20270101T000000Z", {{second, "13"}, {third, "13"}});
    const auto later = counter("20270102T000000Z", {{third, "15"}});
    const auto before = textOf(meeting);
    EXPECT_EQ(refusalOf([&] { service_.acceptCounter(anna(), meeting, first, {}); }), ErrorCode::Conflict);
    EXPECT_EQ(refusalOf([&] { service_.declineCounter(anna(), meeting, first, {}); }), ErrorCode::Conflict);
    EXPECT_EQ(textOf(meeting), before) << "all of a message is answered, or nothing";
    service_.declineCounter(anna(), meeting, later, {});
    EXPECT_EQ(mailsOf("DECLINECOUNTER").size(), 1U);
    EXPECT_EQ(refusalOf([&] { service_.acceptCounter(anna(), meeting, later, {}); }), ErrorCode::NotFound)
        << "answered";
    const auto both = counter("20270103T000000Z", {{second, "16"}, {third, "17"}});
    EXPECT_EQ(service_.acceptCounter(anna(), meeting, both, {}).updated.size(), 2U);
    EXPECT_EQ(start(anna(), at(meeting, "20260311T100000")), "20260311T170000");
    EXPECT_EQ(start(anna(), at(meeting, "20260312T100000")), "20260312T180000");
}

TEST_F(CounterTest, InAPublicFolderIsNotedInTheOnlyCopy) {
    const auto folder = publicFolder(folders::kViewerRights);
    const auto meeting = made(anna(), folder, event("meeting", "20260310T100000", {user(kBert)}));
    service_.counter(bert(), meeting, afternoon(), {});
    EXPECT_EQ(proposal(anna(), meeting), "20260310T130000Z Later?");
    service_.acceptCounter(anna(), meeting, "mailto:" + kBertsAddress, {});
    EXPECT_EQ(start(bert(), meeting), "20260310T140000");
}

// A client that knows nothing of it writes the organizer's text without the proposal.
TEST_F(CounterTest, StaysWhenAClientLeavesItOut) {
    const auto meeting = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    service_.counter(bert(), refOf(kBert, uidOf(meeting)), afternoon(), {});
    const auto object = stored(meeting.id).value();
    auto calendar = parsed(object.text);
    for (auto& component : calendar.components()) {
        for (auto& property : component.properties()) {
            if (property.is("ATTENDEE")) ical::putProposedTime(property, std::nullopt);
            if (property.is("SUMMARY")) property.setValue("changed");
        }
    }
    service_.put(anna(), {.folder = annas_, .name = object.name, .text = calendar.text()}, {});
    EXPECT_EQ(queries_.get(anna(), meeting).summary, "changed");
    EXPECT_EQ(proposal(anna(), meeting), "20260310T130000Z Later?");
}

struct Cost {
    std::vector<ical::Person> people;
    std::int64_t statements;
};

// However many take part; who is outside is looked for among the aliases of users, twice.
TEST_F(CounterTest, CostsNoMoreForMoreAttendees) {
    const ::test::StatementCounter counter{::test::sharedServer(), installation().location().schema};
    const std::vector<Cost> costs{
        {{user(kBert)}, 22}, {{team()}, 22}, {{team(), mail("eva@outside.org"), mail("eve@outside.org")}, 24}};
    for (const auto& [people, statements] : costs) {
        const auto meeting = made(anna(), annas_, event("meeting", "20260310T100000", people));
        const auto mine = refOf(kBert, uidOf(meeting));
        const auto hers = "mailto:" + kBertsAddress;
        EXPECT_EQ(counter.statements([&] { service_.counter(bert(), mine, afternoon(), {}); }), statements);
        EXPECT_EQ(counter.statements([&] { service_.declineCounter(anna(), meeting, hers, {}); }), statements);
        remove(anna(), meeting);
    }
}

}  // namespace
}  // namespace groupware::calendar
