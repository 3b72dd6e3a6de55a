#include "tests/groupware/calendar/writes_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace groupware::calendar {
namespace {

using namespace std::chrono_literals;

/// Open-Xchange's `attendeePrivileges`: Anna organizes and lets those who take part change the event itself.
class AttendeeChangeTest : public WritesTest {
protected:
    EventRef meeting(bool mayChange, const std::string& rule = "") {
        return made(anna(), annas_, [&](EventFields& fields) {
            event("Talk", "20260310T100000", {user(kBert), user(kCarl)}, rule)(fields);
            fields.attendeesMayChange = mayChange;
        });
    }
    ErrorCode refusedTo(const Caller& caller, const EventRef& ref, const Fields& fields) {
        return codeOf([&] { update(caller, ref, fields); });
    }
    EventFields fieldsIn(const Caller& caller, const EventRef& ref) { return queries_.get(caller, ref).fields.value(); }
};

TEST_F(AttendeeChangeTest, WhoIsLetChangesTheEventOfAll) {
    const auto annas = meeting(true);
    const auto berts = refOf(kBert, uidOf(annas));
    const auto carls = refOf(kCarl, uidOf(annas));
    EXPECT_TRUE(fieldsIn(bert(), berts).attendeesMayChange) << "his client sees that he may";
    const auto result = update(bert(), berts, [](EventFields& fields) {
        fields.summary = "Bert's talk";
        fields.start.local += 1h;
        fields.end.local += 1h;
        fields.alarms = {{.trigger = "-PT5M"}};
        fields.categories = {"mine"};
    });
    ASSERT_EQ(result.updated.size(), 1U);
    EXPECT_EQ(result.updated[0].id, berts.id);
    EXPECT_EQ(result.updated[0].summary, "Bert's talk");
    EXPECT_EQ(result.updated[0].fields->alarms.size(), 1U);
    for (const auto& [caller, ref] : {std::pair(anna(), annas), std::pair(carl(), carls)}) {
        const auto seen = fieldsIn(caller, ref);
        EXPECT_EQ(seen.summary, "Bert's talk");
        EXPECT_EQ(ical::write(seen.start), "20260310T110000");
        EXPECT_TRUE(seen.alarms.empty() && seen.categories.empty()) << "what is Bert's is his";
        EXPECT_EQ(seen.organizer->address(), "anna@example.com");
    }
}

TEST_F(AttendeeChangeTest, AlsoOneInstanceAndWhoTakesPart) {
    const auto annas = made(anna(), annas_, [&](EventFields& fields) {
        event("Daily", "20260310T100000", {user(kBert)}, "FREQ=DAILY;COUNT=3")(fields);
        fields.attendeesMayChange = true;
    });
    const auto berts = refOf(kBert, uidOf(annas));
    const auto result = update(bert(), at(berts, "20260311T100000"), titled("Special"));
    ASSERT_EQ(result.created.size(), 1U);
    EXPECT_EQ(result.created[0].recurrenceId, "20260311T100000");
    EXPECT_EQ(fieldsIn(anna(), at(annas, "20260311T100000")).summary, "Special");
    EXPECT_EQ(fieldsIn(anna(), annas).summary, "Daily");
    update(bert(), berts, [](EventFields& fields) { fields.attendees.push_back(user(kCarl)); });
    EXPECT_NE(refOf(kCarl, uidOf(annas)).id, EventId{}) << "invited by Bert on Anna's behalf";
}

TEST_F(AttendeeChangeTest, OnlyTheOrganizerSaysWhoMay) {
    const auto annas = meeting(false);
    const auto berts = refOf(kBert, uidOf(annas));
    EXPECT_EQ(refusedTo(bert(), berts, titled("Mine")), ErrorCode::Forbidden);
    EXPECT_EQ(refusedTo(bert(), berts, [](EventFields& fields) { fields.attendeesMayChange = true; }),
              ErrorCode::Forbidden);
    update(anna(), annas, [](EventFields& fields) { fields.attendeesMayChange = true; });
    update(bert(), berts, titled("Bert's"));
    EXPECT_EQ(fieldsIn(anna(), annas).summary, "Bert's");
    EXPECT_EQ(refusedTo(bert(), berts, [](EventFields& fields) { fields.attendeesMayChange = false; }),
              ErrorCode::Forbidden);
    update(anna(), annas, [](EventFields& fields) { fields.attendeesMayChange = false; });
    EXPECT_EQ(refusedTo(bert(), berts, titled("Mine")), ErrorCode::Forbidden);
    EXPECT_FALSE(says(annas, "X-ATTENDEE-PRIVILEGES"));
}

TEST_F(AttendeeChangeTest, WhatACopySaysDoesNotCountIfTheOrganizersDoesNot) {
    const auto annas = meeting(false);
    const auto berts = refOf(kBert, uidOf(annas));
    connect()->command(
        "UPDATE calendar_object SET text = REPLACE(text, 'SUMMARY:', "
        "'X-ATTENDEE-PRIVILEGES:MODIFY\\r\\nSUMMARY:') WHERE id = " +
        std::to_string(berts.id.value));
    ASSERT_TRUE(fieldsIn(bert(), berts).attendeesMayChange);
    EXPECT_EQ(refusedTo(bert(), berts, titled("Mine")), ErrorCode::Forbidden);
    EXPECT_EQ(fieldsIn(anna(), annas).summary, "Talk");
}

TEST_F(AttendeeChangeTest, WhoIsNotInvitedIsNotLetWhateverHisCopySays) {
    const auto annas = made(anna(), annas_, [](EventFields& fields) {
        event("Talk", "20260310T100000", {user(kBert)})(fields);
        fields.attendeesMayChange = true;
    });
    const auto forged = put(carls_,
                            vevent(uidOf(annas),
                                   "DTSTART:20260310T090000Z\r\nX-ATTENDEE-PRIVILEGES:MODIFY\r\n"
                                   "ORGANIZER:mailto:anna@example.com\r\n"
                                   "ATTENDEE:mailto:carl@example.com\r\n"),
                            CalendarUser::of(kCarl));
    const EventRef carls{.folder = carls_, .id = forged.id};
    EXPECT_EQ(refusedTo(carl(), carls, titled("Carl's")), ErrorCode::Forbidden);
    EXPECT_EQ(fieldsIn(anna(), annas).summary, "Talk");
}

TEST_F(AttendeeChangeTest, AnotherObjectOfTheSameUidIsNobodysMeeting) {
    const auto annas = meeting(true);
    const auto berts = refOf(kBert, uidOf(annas));
    // Carl was in the meeting; what he has now says that he organizes it.
    const auto carls = refOf(kCarl, uidOf(annas));
    connect()->command(
        "UPDATE calendar_object SET role = 1, text = REPLACE(text, 'mailto:anna', 'mailto:carl') WHERE "
        "cid = 7 AND id = " +
        std::to_string(carls.id.value));
    update(bert(), berts, titled("Bert's"));
    EXPECT_EQ(fieldsIn(anna(), annas).summary, "Bert's");
}

TEST_F(AttendeeChangeTest, ThePersonalPartNeedsNoOrganizer) {
    const auto annas = meeting(true);
    const auto berts = refOf(kBert, uidOf(annas));
    const auto before = stored(annas.id)->seq;
    update(bert(), berts, [](EventFields& fields) { fields.categories = {"mine"}; });
    EXPECT_EQ(stored(annas.id)->seq, before);
    EXPECT_EQ(fieldsIn(bert(), berts).categories, std::vector<std::string>{"mine"});
}

}  // namespace
}  // namespace groupware::calendar
