#include "groupware/calendar/scheduling/counter.h"

#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/attendee.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "tests/groupware/calendar/scheduling/meeting.h"

#include <gtest/gtest.h>

#include <vector>

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

ical::TimeValue berlin(const std::string& text) {
    return *ical::parseTime(text, "Europe/Berlin");
}
ical::ProposedTime at(const std::string& start, const std::string& end, const std::string& comment = {}) {
    return {.start = berlin(start), .end = berlin(end), .comment = comment};
}

/// "20260302T130000Z/20260302T140000Z", with an exclamation mark if it is declined; empty for none.
std::string proposalOf(const ical::Component& calendar, const std::string& uri, const InstanceId& id = {}) {
    if (!test::has(calendar, id)) return "no event";
    for (const auto& property : eventOf(calendar, id).properties()) {
        if (!property.is("ATTENDEE") || property.value() != uri) continue;
        const auto proposed = ical::proposedTime(property);
        if (!proposed) return "";
        return ical::write(proposed->start) + "/" + ical::write(proposed->end) + (proposed->declined ? "!" : "");
    }
    return "-";
}

/// What Carl's copy and his COUNTER are when he proposes something.
AttendeeOutcome proposes(const std::string& copy, const InstanceId& id, const ical::ProposedTime& wanted,
                         const std::string& who = kCarl) {
    const auto before = parse(copy);
    return attendeeChanges(before, propose(before, id, who, wanted, test::now()), who, test::now());
}

Message sent(const Message& message) {
    return readMessage(parse(textOf(message)), test::times());
}

struct ScopeCase {
    const char* what;
    std::string copy;
    InstanceId instance;
    ical::ProposedTime wanted;
    std::string noted;
    std::string start;  ///< DTSTART of the COUNTER
};

// RFC 5546 section 3.2.7: what is different from the event, with its SEQUENCE, and who proposes it.
TEST(Counter, GoesFromTheAttendeesCopyToTheOrganizers) {
    const auto three = instance(3, timesOn(3, "120000", "130000") + attendee(kAnna) + attendee(kCarl));
    const std::vector<ScopeCase> cases{
        {"a single event", single("SEQUENCE:4\r\n"), "", at("20260302T140000", "20260302T150000", "Later?"),
         "20260302T130000Z/20260302T140000Z", "20260302T140000"},
        {"a series", daily("SEQUENCE:4\r\n"), "", at("20260302T140000", "20260302T150000"),
         "20260302T130000Z/20260302T140000Z", "20260302T140000"},
        {"an instance of a series", daily("SEQUENCE:4\r\n"), idOn(3), at("20260304T090000", "20260304T093000"),
         "20260304T080000Z/20260304T083000Z", "20260304T090000"},
        {"a changed instance", daily("SEQUENCE:4\r\n", three), idOn(3), at("20260303T140000", "20260303T150000"),
         "20260303T130000Z/20260303T140000Z", "20260303T140000"},
        {"a day instead",
         single("SEQUENCE:4\r\n"),
         "",
         {.start = *ical::parseTime("20260302"), .end = *ical::parseTime("20260303")},
         "20260302/20260303",
         "20260302"},
    };
    for (const auto& each : cases) {
        const auto outcome = proposes(each.copy, each.instance, each.wanted);
        EXPECT_EQ(proposalOf(outcome.object, kCarl, each.instance), each.noted) << each.what;
        EXPECT_EQ(outcome.object.text().find("COUNTER-SEND"), std::string::npos) << each.what;
        ASSERT_EQ(outcome.messages.size(), 1U) << each.what;
        EXPECT_EQ(outcome.messages[0].recipient, kAnna) << each.what;
        const auto read = sent(outcome.messages[0]);
        EXPECT_EQ(read.method, Method::Counter) << each.what;
        EXPECT_EQ(read.sender, kCarl) << each.what;
        const auto& asked = eventOf(read.calendar, each.instance);
        EXPECT_EQ(ical::write(*ical::time(asked, "DTSTART")), each.start) << each.what;
        EXPECT_EQ(ical::text(asked, "COMMENT").value_or(""), each.wanted.comment) << each.what;
        EXPECT_EQ(read.calendar.text().find("X-YOKE"), std::string::npos) << each.what;

        const auto heard = applyToOrganizer(parse(each.copy), read, test::now(), {});
        ASSERT_EQ(heard.applied, Applied::Proposal) << each.what << heard.reason;
        EXPECT_TRUE(heard.onlyReplies) << each.what;
        EXPECT_EQ(proposalOf(*heard.object, kCarl, each.instance), each.noted) << each.what;
        EXPECT_EQ(proposalOf(*heard.object, kBert, each.instance) == "-" ? "" : proposalOf(*heard.object, kBert), "");
        EXPECT_TRUE(messagesAbout(nullptr, &*heard.object, {}, test::now()).size() > 0 &&
                    messagesAbout(nullptr, &*heard.object, {}, test::now())[0].calendar.text().find("X-YOKE") ==
                        std::string::npos)
            << each.what << ": nobody else hears of it";
        EXPECT_EQ(applyToOrganizer(*heard.object, read, test::now(), {}).applied, Applied::Unchanged) << each.what;
    }
}

TEST(Counter, IsOfWhoIsInvitedAndProposesSomethingElse) {
    const auto other = at("20260302T140000", "20260302T150000");
    const auto refusal = [&](const std::string& copy, const InstanceId& id, const ical::ProposedTime& wanted,
                             const std::string& who) -> std::optional<ErrorCode> {
        try {
            (void)proposes(copy, id, wanted, who);
        } catch (const Error& error) {
            return error.code();
        }
        return std::nullopt;
    };
    EXPECT_EQ(refusal(single(), "", other, kCarl), std::nullopt);
    EXPECT_EQ(refusal(single(), "", other, kDora), ErrorCode::NotFound);
    EXPECT_EQ(refusal(single(), idOn(3), other, kCarl), ErrorCode::NotFound);
    EXPECT_EQ(refusal(daily(), idOn(20), other, kCarl), ErrorCode::NotFound);
    EXPECT_EQ(refusal(single(), "", at("20260302T100000", "20260302T110000"), kCarl), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(single("X-MICROSOFT-DISALLOW-COUNTER:TRUE\r\n"), "", other, kCarl), ErrorCode::Forbidden);
    EXPECT_EQ(refusal(replaced(single(), "ORGANIZER:", "ORGANIZER;SCHEDULE-AGENT=CLIENT:"), "", other, kCarl),
              ErrorCode::Forbidden);
    // What is no period cannot be kept.
    EXPECT_EQ(refusal(single(), "", at("20260302T150000", "20260302T140000"), kCarl), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(single(), "", at("20260302T150000", "20260302T150000"), kCarl), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(single(), "", at("20260302", "20260303T100000"), kCarl), ErrorCode::BadRequest);
    EXPECT_EQ(
        refusal(single(), "", {.start = berlin("20260302T130000Z"), .end = *ical::parseTime("20260302T150000")}, kCarl),
        ErrorCode::BadRequest);
}

struct HeardCase {
    const char* what;
    std::string object;
    std::string counter;  ///< lines of the VEVENT
    Applied applied;
};

TEST(Counter, IsHeardIfItIsAnInviteesAndNotOld) {
    const std::string other = timesOn(2, "140000", "150000");
    const std::vector<HeardCase> cases{
        {"other times", single(), other + attendee(kCarl), Applied::Proposal},
        {"of one of several, as RFC 5546 section 4.2.3 has it", single(), other + attendee(kAnna) + attendee(kCarl),
         Applied::Proposal},
        {"with a DURATION", single(),
         "DTSTART;TZID=Europe/Berlin:20260302T100000\r\nDURATION:PT3H\r\n" + attendee(kCarl), Applied::Proposal},
        {"with a local end, which may be at any time", single(),
         "DTSTART:20260302T130000Z\r\nDTEND:20260302T140000\r\n" + attendee(kCarl), Applied::Unchanged},
        {"another place only", single(), kTimes + "LOCATION:Park\r\n" + attendee(kCarl), Applied::Unchanged},
        {"2.1.5: for an older SEQUENCE", single("SEQUENCE:2\r\n"), other + "SEQUENCE:1\r\n" + attendee(kCarl),
         Applied::Outdated},
        {"of who is not invited", single(), other + attendee(kDora), Applied::Refused},
        {"of the organizer", single(), other + attendee(kAnna), Applied::Refused},
        {"where none are wanted", single("X-MICROSOFT-DISALLOW-COUNTER:TRUE\r\n"), other + attendee(kCarl),
         Applied::Refused},
        {"for an instance that does not exist", single(),
         "RECURRENCE-ID;TZID=Europe/Berlin:20260303T100000\r\n" + other + attendee(kCarl), Applied::Refused},
    };
    for (const auto& each : cases) {
        const auto lines = each.counter + (each.counter.find("SEQUENCE") == std::string::npos ? "SEQUENCE:0\r\n" : "");
        const auto text = replaced(calendarOf(event(lines)), "PRODID", "METHOD:COUNTER\r\nPRODID");
        const auto outcome = applyToOrganizer(parse(each.object), readMessage(parse(text), test::times()), test::now(),
                                              {.partyCrashers = true});
        EXPECT_EQ(outcome.applied, each.applied) << each.what << ": " << outcome.reason;
        EXPECT_EQ(outcome.object.has_value(), each.applied == Applied::Proposal) << each.what;
        EXPECT_EQ(outcome.reason.empty(), each.applied == Applied::Proposal) << each.what;
    }
}

TEST(Counter, TheLatestCountsWheneverItComes) {
    const auto counterAt = [](const std::string& stamp, const std::string& from, const std::string& to) {
        auto text = calendarOf(event("SEQUENCE:0\r\n" + timesOn(2, from, to) + attendee(kCarl)));
        text = replaced(replaced(text, "20260101T000000Z", stamp), "PRODID", "METHOD:COUNTER\r\nPRODID");
        return readMessage(parse(text), test::times());
    };
    const auto first = counterAt("20260201T000000Z", "140000", "150000");
    const auto second = counterAt("20260202T000000Z", "160000", "170000");
    const auto object = applyToOrganizer(parse(single()), second, test::now(), {}).object.value();
    EXPECT_EQ(applyToOrganizer(object, first, test::now(), {}).applied, Applied::Outdated);
    const auto declined = declineProposal(object, "", kCarl, "No", test::now());
    EXPECT_EQ(applyToOrganizer(declined, second, test::now(), {}).applied, Applied::Unchanged) << "answered already";
    const auto third = counterAt("20260203T000000Z", "160000", "170000");
    EXPECT_EQ(applyToOrganizer(declined, third, test::now(), {}).applied, Applied::Proposal) << "he asks again";
}

struct DeclineCase {
    const char* what;
    std::string object;
    InstanceId instance;
};

// RFC 5546 section 3.2.8, for the event, the series and an instance.
TEST(DeclineCounter, ReachesWhoProposed) {
    const std::vector<DeclineCase> cases{{"a single event", single("SEQUENCE:3\r\n"), ""},
                                         {"a series", daily("SEQUENCE:3\r\n"), ""},
                                         {"an instance", daily("SEQUENCE:3\r\n"), idOn(4)}};
    for (const auto& each : cases) {
        const auto mine = proposes(each.object, each.instance, at("20260304T140000", "20260304T150000", "Later?"));
        const auto object = applyToOrganizer(parse(each.object), sent(mine.messages.at(0)), test::now(), {}).object;
        ASSERT_TRUE(object) << each.what;
        const auto after = declineProposal(*object, each.instance, kCarl, "No, sorry", test::now());
        const auto outcome = organizerChanges(&*object, &after, test::now());
        EXPECT_EQ(proposalOf(*outcome.object, kCarl, each.instance), "20260304T130000Z/20260304T140000Z!") << each.what;
        EXPECT_EQ(outcome.object->text().find("COUNTER-SEND"), std::string::npos) << each.what;
        EXPECT_EQ(sequenceOf(*outcome.object), 3) << each.what << ": nobody is asked again";
        ASSERT_EQ(outcome.messages.size(), 1U) << each.what;
        EXPECT_EQ(outcome.messages[0].recipient, kCarl) << each.what;
        const auto read = sent(outcome.messages[0]);
        EXPECT_EQ(read.method, Method::DeclineCounter) << each.what;
        EXPECT_EQ(read.sequence, 3) << each.what;
        EXPECT_EQ(ical::text(eventOf(read.calendar, each.instance), "COMMENT"), "No, sorry") << each.what;
        const auto heard = applyToAttendee(&mine.object, read, kCarl, test::now(), {});
        ASSERT_EQ(heard.applied, Applied::Changed) << each.what << heard.reason;
        EXPECT_EQ(proposalOf(*heard.object, kCarl, each.instance), "20260304T130000Z/20260304T140000Z!") << each.what;
        EXPECT_FALSE(openProposal(*heard.object, each.instance, kCarl, test::now())) << each.what;
        EXPECT_EQ(applyToAttendee(&*heard.object, read, kCarl, test::now(), {}).applied, Applied::Unchanged);
        EXPECT_THROW((void)declineProposal(*outcome.object, each.instance, kCarl, "", test::now()), Error) << each.what;
    }
    const auto nothing = parse(single());
    const auto stray = declineCounter(nothing, eventOf(nothing), *eventOf(nothing).find("ATTENDEE"), test::now());
    EXPECT_EQ(applyToAttendee(&nothing, stray, kCarl, test::now(), {}).applied, Applied::Unchanged);
    EXPECT_EQ(applyToAttendee(nullptr, stray, kCarl, test::now(), {}).applied, Applied::Refused);
}

// A refusal that crosses his next proposal is not about that.
TEST(DeclineCounter, DoesNotAnswerWhatCameLater) {
    const auto mine = proposes(single(), "", at("20260302T140000", "20260302T150000"));
    const auto text =
        replaced(calendarOf(event(kTimes + attendee(kCarl))), "PRODID", "METHOD:DECLINECOUNTER\r\nPRODID");
    EXPECT_EQ(applyToAttendee(&mine.object, readMessage(parse(text), test::times()), kCarl, test::now(), {}).applied,
              Applied::Outdated);
}

struct EndCase {
    const char* what;
    std::string from, to;  ///< what the organizer changes
    std::string carl;      ///< what is left of Carl's proposal, in both copies
};

TEST(Counter, CountsUntilTheEventMoves) {
    const std::string proposed = "20260302T130000Z/20260302T140000Z";
    const std::vector<EndCase> cases{
        {"another title", "SUMMARY:Talk", "SUMMARY:Speech", proposed},
        {"another place, which is a new SEQUENCE", "SUMMARY:Talk", "SUMMARY:Talk\r\nLOCATION:Park", proposed},
        {"as he wished", "20260302T100000", "20260302T140000", ""},
        {"otherwise", "20260302T100000", "20260302T080000", ""},
    };
    for (const auto& each : cases) {
        const auto copy = single();
        const auto mine = proposes(copy, "", at("20260302T140000", "20260302T150000"));
        const auto before = *applyToOrganizer(parse(copy), sent(mine.messages.at(0)), test::now(), {}).object;
        auto text = replaced(before.text(), each.from, each.to);
        if (each.to == "20260302T140000") text = replaced(text, "20260302T110000", "20260302T150000");
        const auto after = parse(text);
        const auto outcome = organizerChanges(&before, &after, test::at(test::kNow + std::chrono::hours(1)));
        EXPECT_EQ(proposalOf(*outcome.object, kCarl), each.carl) << each.what;
        for (const auto& message : outcome.messages) {
            if (message.recipient != kCarl) continue;
            const auto heard = applyToAttendee(&mine.object, message, kCarl, test::now(), {.organizerKnows = true});
            ASSERT_EQ(heard.applied, Applied::Changed) << each.what;
            EXPECT_EQ(proposalOf(*heard.object, kCarl), each.carl) << each.what;
        }
    }
}

TEST(Counter, OfASeriesIsNotOfAnInstanceThatIsChangedLater) {
    const auto mine = proposes(daily(), "", at("20260302T140000", "20260302T150000"));
    const auto before = *applyToOrganizer(parse(daily()), sent(mine.messages.at(0)), test::now(), {}).object;
    auto zones = ical::Zones(test::findZone, test::findZone("UTC"), &before);
    auto changed = eventOf(before);
    for (const auto* const name : {"RRULE"}) changed.removeAll(name);
    ical::setTime(changed, "RECURRENCE-ID", berlin("20260303T100000"));
    for (const auto* const name : {"DTSTART", "DTEND"}) {
        auto time = *ical::time(eventOf(before), name);
        time.local += std::chrono::days(1);
        ical::setTime(changed, name, time);
    }
    ical::setText(changed, "SUMMARY", "Other");
    auto after = before;
    after.add(changed);
    const auto outcome = organizerChanges(&before, &after, test::now());
    EXPECT_EQ(proposalOf(*outcome.object, kCarl), "20260302T130000Z/20260302T140000Z");
    EXPECT_EQ(proposalOf(*outcome.object, kCarl, idOn(3)), "");
    const auto answered = participate(mine.object, idOn(4), kCarl, "DECLINED", test::now());
    EXPECT_EQ(proposalOf(answered, kCarl, idOn(4)), "");
}

TEST(ProposedTime, IsReadAsItWasWrittenAndNothingElse) {
    ical::ContentLine line("ATTENDEE", kCarl);
    const ical::ProposedTime proposed{.start = *ical::parseTime("20260302T130000Z"),
                                      .end = *ical::parseTime("20260302T140000Z"),
                                      .comment = "Later; \"please\",\nyes",
                                      .declined = true,
                                      .proposedAt = *ical::parseTime("20260301T120000Z")};
    ical::putProposedTime(line, proposed);
    ical::Component written("VEVENT");
    written.add(line);
    const auto again = parse(calendarOf(written.text()));
    EXPECT_EQ(ical::proposedTime(*again.components().at(0).find("ATTENDEE")), proposed);
    for (const auto* const text : {"", "x", "20260302T130000Z", "20260302T130000Z/x", "20260302T130000Z/20260303",
                                   "20260302T130000Z/20260302T120000Z"}) {
        ical::ContentLine bad("ATTENDEE", kCarl, {{.name = "X-YOKE-COUNTER", .values = {text}}});
        EXPECT_FALSE(ical::proposedTime(bad)) << text;
    }
    ical::putProposedTime(line, std::nullopt);
    EXPECT_TRUE(line.parameters().empty());
}

}  // namespace
}  // namespace groupware::calendar::scheduling
