#include "groupware/calendar/scheduling/address_book.h"
#include "tests/groupware/calendar/writes_fixture.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

constexpr auto kDaily = "FREQ=DAILY;COUNT=5";
const std::string kBertsAddress = "bert@example.com";

TEST_F(WritesTest, AnAnswerIsSeenByAll) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {team()}));
    const auto uid = uidOf(ref);
    const auto copy = refOf(kBert, uid);
    const auto result = answer(bert(), copy, PartStat::Accepted);
    ASSERT_EQ(result.updated.size(), 1U);
    EXPECT_EQ(result.updated[0].partStat, PartStat::Accepted);
    for (const UserId owner : {kAnna, kBert, kCarl})
        EXPECT_EQ(statusIn(copyOf(owner, uid)->text, kBertsAddress), "ACCEPTED");
    const auto event = queries_.get(anna(), ref);
    for (const auto& person : event.fields->attendees) {
        if (person.address() == kBertsAddress) {
            EXPECT_EQ(person.comment, "so it is");
        }
    }
    answer(bert(), copy, PartStat::Declined);
    EXPECT_EQ(statusIn(copyOf(kCarl, uid)->text, kBertsAddress), "DECLINED");
    EXPECT_TRUE(copyOf(kBert, uid).has_value());
}

TEST_F(WritesTest, AnAnswerMayBeOfOneInstance) {
    const auto series = made(anna(), annas_, event("daily", "20260310T100000", {user(kBert)}, kDaily));
    const auto copy = refOf(kBert, uidOf(series));
    answer(bert(), copy, PartStat::Accepted);
    answer(bert(), at(copy, "20260312T100000"), PartStat::Declined);
    const auto statusIn = [&](const Caller& caller, const EventRef& ref) {
        const auto event = queries_.get(caller, ref);
        for (const auto& person : event.fields->attendees) {
            if (person.address() == kBertsAddress) return person.status;
        }
        return std::string();
    };
    EXPECT_EQ(statusIn(anna(), series), "ACCEPTED");
    EXPECT_EQ(statusIn(anna(), at(series, "20260312T100000")), "DECLINED");
    EXPECT_EQ(statusIn(anna(), at(series, "20260313T100000")), "ACCEPTED");
    EXPECT_EQ(codeOf([&] { answer(bert(), at(copy, "20270101T100000"), PartStat::Accepted); }), ErrorCode::NotFound);
}

TEST_F(WritesTest, AnAnswerCountsWhateverElseChangedUnseen) {
    const auto series = made(anna(), annas_, event("daily", "20260310T100000", {team()}, kDaily));
    const auto uid = uidOf(series);
    update(anna(), at(series, "20260312T100000"), [](EventFields& fields) {
        fields.start.local += std::chrono::hours(1);
        fields.end.local += std::chrono::hours(1);
        std::erase_if(fields.attendees, [](const ical::Person& each) { return each.address() == kBertsAddress; });
    });
    remove(anna(), at(series, "20260312T100000"));  // SEQUENCE grows, of which Bert sees nothing
    answer(bert(), at(refOf(kBert, uid), "20260313T100000"), PartStat::Accepted);
    const auto event = queries_.get(anna(), at(series, "20260313T100000"));
    std::string status;
    for (const auto& person : event.fields->attendees) {
        if (person.address() == kBertsAddress) status = person.status;
    }
    EXPECT_EQ(status, "ACCEPTED");
}

TEST_F(WritesTest, WhoIsTakenOutOfTheLatestChangeLosesIt) {
    const auto series = made(anna(), annas_, event("daily", "20260310T100000", {team()}, kDaily));
    const auto later = [](EventFields& fields) {
        fields.start.local += std::chrono::hours(1);
        fields.end.local += std::chrono::hours(1);
    };
    update(anna(), at(series, "20260311T100000"), later);
    update(anna(), at(series, "20260312T100000"), later);
    update(anna(), at(series, "20260312T100000"), later);  // the highest SEQUENCE, which Bert is not to see any more
    const auto copy = refOf(kBert, uidOf(series));
    update(anna(), at(series, "20260312T100000"), [](EventFields& fields) {
        std::erase_if(fields.attendees, [](const ical::Person& each) { return each.address() == kBertsAddress; });
    });
    EXPECT_EQ(codeOf([&] { (void)queries_.get(bert(), at(copy, "20260312T100000")); }), ErrorCode::NotFound);
    EXPECT_EQ(queries_.get(bert(), at(copy, "20260311T100000")).start, calendar::at("20260311T100000Z"));
}

TEST_F(WritesTest, WhoTakesNoPartCannotAnswer) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    EXPECT_EQ(codeOf([&] { answer(carl(), ref, PartStat::Accepted); }), ErrorCode::NotFound);
    const auto alone = made(anna(), annas_, event("alone"));
    EXPECT_EQ(codeOf([&] { answer(anna(), alone, PartStat::Accepted); }), ErrorCode::BadRequest);
    // Nor for others, the organizer neither.
    EXPECT_EQ(codeOf([&] { answer(anna(), ref, PartStat::Accepted, "mailto:bert@example.com"); }),
              ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { answer(anna(), ref, PartStat::Accepted, "mailto:eve@elsewhere.example"); }),
              ErrorCode::BadRequest);
    EXPECT_EQ(statusOf(ref, kBertsAddress), "NEEDS-ACTION");
    const auto seq = stored(ref.id)->seq;
    update(anna(), ref, titled("y"));
    EXPECT_EQ(codeOf([&] { service_.answer(anna(), ref, {.partStat = PartStat::Tentative}, {.lastSeen = seq}); }),
              ErrorCode::PreconditionFailed);
}

TEST_F(WritesTest, OnBehalfOfTheOwnerOfACalendar) {
    const auto mine = folderService_
                          .create(bert(), {.parent = folders::kPrivate,
                                           .name = "Mine",
                                           .module = "calendar",
                                           .grants = {{{folders::Grantee::of(kBert), folders::kOwnerRights},
                                                       {folders::Grantee::of(kCarl), folders::kAuthorRights},
                                                       {folders::Grantee::of(kAnna), folders::kViewerRights}}}})
                          .folder;
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    const auto uid = uidOf(ref);
    move(bert(), refOf(kBert, uid), mine);
    const auto copy = refOf(kBert, uid);
    EXPECT_EQ(codeOf([&] { answer(anna(), copy, PartStat::Accepted, "yoke:user/4"); }), ErrorCode::Forbidden);
    answer(carl(), copy, PartStat::Accepted);
    EXPECT_EQ(statusOf(ref, kBertsAddress), "ACCEPTED");
    EXPECT_TRUE(says(ref, "SENT-BY=\"mailto:Carl@example.com\""));
    // Anna sees her own meeting there, and answers for herself in her copy.
    answer(anna(), copy, PartStat::Tentative, "yoke:user/3");
    EXPECT_EQ(statusOf(ref, "anna@example.com"), "TENTATIVE");
    EXPECT_EQ(statusOf(copy, "anna@example.com"), "TENTATIVE");
}

TEST_F(WritesTest, TheOrganizerAnswersForWhoIsOutside) {
    const auto ref =
        made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert), mail("eve@elsewhere.example")}));
    answer(anna(), ref, PartStat::Accepted, "mailto:EVE@elsewhere.example");
    EXPECT_EQ(statusOf(ref, "eve@elsewhere.example"), "ACCEPTED");
    const auto copy = refOf(kBert, uidOf(ref));
    EXPECT_EQ(statusOf(copy, "eve@elsewhere.example"), "ACCEPTED");
    EXPECT_EQ(codeOf([&] { answer(bert(), copy, PartStat::Declined, "mailto:eve@elsewhere.example"); }),
              ErrorCode::Forbidden);
}

TEST_F(WritesTest, WhoManagesBookingsAnswersForAResource) {
    database().write(kContext, [this](dbpool::WriteTransaction& tx) {
        principals::BookingPolicy policy{.everybody = principals::BookingPrivilege::AskToBook};
        policy.entries[{.group = false, .id = kCarl.value}] = principals::BookingPrivilege::Delegate;
        principals::changeResource(tx, room_,
                                   {.booking = [&](principals::BookingPolicy& booking) { booking = policy; }});
    });
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {room()}));
    const auto uid = uidOf(ref);
    EXPECT_EQ(statusOf(ref, "room@example.com"), "NEEDS-ACTION");
    const auto booked = copyOf(CalendarUser::of(room_), uid);
    ASSERT_TRUE(booked.has_value());
    EXPECT_EQ(codeOf([&] { answer(bert(), {.id = booked->id}, PartStat::Accepted); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { answer(anna(), ref, PartStat::Accepted, "yoke:resource/" + std::to_string(room_.value)); }),
              ErrorCode::Forbidden);
    answer(carl(), {.id = booked->id}, PartStat::Accepted);
    EXPECT_EQ(statusOf(ref, "room@example.com"), "ACCEPTED");
    EXPECT_EQ(codeOf([&] { answer(carl(), {.id = ref.id}, PartStat::Accepted); }), ErrorCode::NotFound);
}

TEST_F(WritesTest, WithAnAnswerGoWhatIsOnesOwn) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    const auto copy = refOf(kBert, uidOf(ref));
    service_.answer(bert(), copy,
                    {.partStat = PartStat::Accepted, .transparent = true, .alarms = {{{.trigger = "-PT3M"}}}}, {});
    const auto event = queries_.get(bert(), copy);
    EXPECT_EQ(event.busy, Busy::Free);
    ASSERT_EQ(event.fields->alarms.size(), 1U);
    EXPECT_FALSE(says(ref, "-PT3M"));
}

TEST_F(WritesTest, InAPublicFolderEverybodyAnswersForHimself) {
    const auto folder = publicFolder(folders::kViewerRights);
    const auto ref = made(anna(), folder, event("all hands", "20260310T100000", {user(kBert), user(kCarl)}));
    EXPECT_EQ(copies(uidOf(ref)).size(), 1U);
    service_.answer(bert(), ref, {.partStat = PartStat::Tentative, .alarms = {{{.trigger = "-PT3M"}}}}, {});
    EXPECT_EQ(statusOf(ref, kBertsAddress), "TENTATIVE");
    EXPECT_EQ(stored(ref.id)->role, Role::Organizer);
    EXPECT_EQ(queries_.get(bert(), ref).fields->alarms.at(0).trigger, "-PT3M");
    EXPECT_TRUE(queries_.get(anna(), ref).fields->alarms.empty());
    EXPECT_EQ(codeOf([&] { answer(bert(), ref, PartStat::Accepted, "yoke:user/5"); }), ErrorCode::Forbidden);
    EXPECT_EQ(statusOf(ref, "carl@example.com"), "NEEDS-ACTION");
}

TEST_F(WritesTest, AlarmsAreEverybodysOwn) {
    const auto folder = shared(folders::kViewerRights);
    const auto ref = made(anna(), folder, [](EventFields& fields) {
        event("x")(fields);
        fields.alarms = {{.trigger = "-PT15M"}};
    });
    const auto before = textOf(ref);
    const auto result = service_.setAlarms(bert(), ref, {{.trigger = "-PT5M"}}, {});
    EXPECT_EQ(textOf(ref), before);
    ASSERT_EQ(result.updated.size(), 1U);
    EXPECT_GE(stored(ref.id)->seq, result.committed.seq);
    const auto seen = queries_.get(bert(), ref).fields->alarms;
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].trigger, "-PT5M");
    EXPECT_EQ(queries_.get(anna(), ref).fields->alarms.at(0).trigger, "-PT15M");
    EXPECT_EQ(codeOf([&] { service_.setAlarms(carl(), ref, {}, {}); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { service_.setAlarms(bert(), ref, {{.trigger = "nonsense"}}, {}); }), ErrorCode::BadRequest);
    // Her own are in the text.
    service_.setAlarms(anna(), ref, {{.trigger = "-PT30M"}}, {});
    EXPECT_TRUE(says(ref, "-PT30M"));
    EXPECT_FALSE(says(ref, "-PT15M"));
    remove(anna(), ref);
    EXPECT_EQ(rowsOf("calendar_personal"), 0);
}

TEST_F(WritesTest, AMeetingIsHandedOver) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert), user(kCarl)}));
    const auto uid = uidOf(ref);
    const auto copy = refOf(kBert, uid);
    EXPECT_EQ(codeOf([&] { service_.changeOrganizer(bert(), copy, kBert, {}); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { service_.changeOrganizer(anna(), ref, UserId{999}, {}); }), ErrorCode::BadRequest);
    service_.changeOrganizer(anna(), ref, kBert, {});
    EXPECT_EQ(stored(ref.id)->role, Role::Attendee);
    EXPECT_EQ(stored(copy.id)->role, Role::Organizer);
    for (const UserId owner : {kAnna, kBert, kCarl}) {
        const auto event = queries_.get(callerOf(owner), refOf(owner, uid));
        EXPECT_EQ(event.organizer, "bert@example.com");
        EXPECT_EQ(event.sequence, 1);
    }
    // He has the say now.
    update(bert(), copy, titled("his"));
    EXPECT_EQ(queries_.get(anna(), ref).summary, "his");
    EXPECT_EQ(queries_.get(carl(), refOf(kCarl, uid)).summary, "his");
    EXPECT_EQ(codeOf([&] { update(anna(), ref, titled("hers")); }), ErrorCode::Forbidden);
}

TEST_F(WritesTest, HandingOverTakesNoInstanceFromAnybody) {
    const auto ref =
        made(anna(), annas_, event("weekly", "20260305T100000", {user(kBert), user(kCarl)}, "FREQ=WEEKLY;COUNT=5"));
    const auto uid = uidOf(ref);
    remove(bert(), at(refOf(kBert, uid), "20260312T100000"));
    update(anna(), at(ref, "20260319T100000"), [](EventFields& fields) { fields.attendees = {user(kCarl)}; });
    service_.changeOrganizer(anna(), ref, kBert, {});
    update(bert(), refOf(kBert, uid), titled("his"));
    for (const UserId owner : {kAnna, kCarl}) {
        EXPECT_FALSE(says(refOf(owner, uid), "EXDATE")) << textOf(refOf(owner, uid));
        EXPECT_TRUE(says(refOf(owner, uid), "SUMMARY:his"));
    }
    EXPECT_TRUE(says(refOf(kCarl, uid), "RECURRENCE-ID;TZID=Europe/Berlin:20260319T100000"));
}

TEST_F(WritesTest, AMeetingIsHandedToWhoHadNoPartButNotOverThoseOutside) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    service_.changeOrganizer(anna(), ref, kCarl, {});
    const auto copy = copyOf(kCarl, uidOf(ref));
    ASSERT_TRUE(copy.has_value());
    EXPECT_EQ(copy->role, Role::Organizer);
    EXPECT_EQ(copy->folder, carls_);
    EXPECT_EQ(counted(), 3);
    const auto outside = made(anna(), annas_, event("outside", "20260310T100000", {mail("eve@elsewhere.example")}));
    EXPECT_EQ(codeOf([&] { service_.changeOrganizer(anna(), outside, kCarl, {}); }), ErrorCode::BadRequest);
}

TEST_F(WritesTest, NobodyKeepsAnOrganizerFromHandingOver) {
    limits_.objectBytes = 500'000;
    const auto statusOf = [&](const EventRef& organizers, const std::string& address) {
        const auto calendar = parsed(textOf(organizers));
        for (const auto& property : ical::all(calendar, "VEVENT").at(0)->properties()) {
            if (property.is("ATTENDEE") && scheduling::mailAddress(property.value()) == address)
                return std::string(property.parameter("SCHEDULE-STATUS").value_or("none"));
        }
        return std::string("not invited");
    };
    const std::string longer =
        "REPLACE(text, 'END:VEVENT', CONCAT('X-CARL:', REPEAT('x', 600000), '\\r\\nEND:VEVENT'))";
    for (const auto& text : {std::string("'gone'"), longer}) {
        const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert), user(kCarl)}));
        const auto uid = uidOf(ref);
        const auto carls = refOf(kCarl, uid);
        connect()->command("UPDATE calendar_object SET text = " + text +
                           " WHERE cid = 7 AND id = " + std::to_string(carls.id.value));
        const auto before = textOf(carls);
        service_.changeOrganizer(anna(), ref, kBert, {});
        const auto berts = refOf(kBert, uid);
        EXPECT_EQ(stored(berts.id)->role, Role::Organizer);
        EXPECT_EQ(stored(ref.id)->role, Role::Attendee);
        EXPECT_EQ(statusOf(berts, "anna@example.com"), "1.2");
        EXPECT_EQ(statusOf(berts, "carl@example.com"), "5.1");
        EXPECT_EQ(textOf(carls), before);
    }
}

TEST_F(WritesTest, HandingOverIsForWhoIsInvited) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    const auto file = vcalendar(vevent(uidOf(ref),
                                       "DTSTART:20260501T100000Z\r\nORGANIZER:mailto:anna@example.com\r\n"
                                       "ATTENDEE:mailto:carl@example.com\r\n"));
    (void)service_.import(carl(), carls_, formats::lines::sourceOf(file), false);
    service_.changeOrganizer(anna(), ref, kBert, {});
    EXPECT_EQ(textOf(refOf(kCarl, uidOf(ref))), file);
}

TEST_F(WritesTest, HandingOverLeavesOtherEventsOfTheSameUidAlone) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    const auto uid = uidOf(ref);
    const auto import = [&](const Caller& owner, FolderId folder) {
        const auto file = vcalendar(vevent(uid, "DTSTART:20260501T100000Z\r\nSUMMARY:mine\r\n"));
        const auto done = service_.import(owner, folder, formats::lines::sourceOf(file), false);
        ASSERT_TRUE(done.items.at(0).object.has_value());
    };
    import(carl(), carls_);
    const auto carls = refOf(kCarl, uid);
    const auto before = stored(carls.id)->text;
    service_.changeOrganizer(anna(), ref, kBert, {});
    EXPECT_EQ(stored(carls.id)->text, before);
    EXPECT_EQ(stored(carls.id)->role, Role::None);
    EXPECT_EQ(codeOf([&] { service_.changeOrganizer(bert(), refOf(kBert, uid), kCarl, {}); }), ErrorCode::Conflict);
}

}  // namespace
}  // namespace groupware::calendar
