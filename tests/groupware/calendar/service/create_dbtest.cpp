#include "groupware/principals/service/object_quotas.h"
#include "tests/groupware/calendar/writes_fixture.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

TEST_F(WritesTest, ANewEventIsAsItWasSent) {
    const auto result = make(anna(), annas_, [](EventFields& fields) {
        event("lunch")(fields);
        fields.location = "canteen";
        fields.categories = {"food"};
        fields.alarms = {{.trigger = "-PT15M"}};
    });
    ASSERT_EQ(result.created.size(), 1U);
    const auto& made = result.created[0];
    EXPECT_EQ(made.summary, "lunch");
    EXPECT_EQ(made.start, calendar::at("20260310T090000Z"));
    EXPECT_EQ(made.createdBy, kAnna);
    EXPECT_EQ(made.folder, annas_);
    EXPECT_EQ(made.seq, result.committed.seq);
    ASSERT_TRUE(made.fields.has_value());
    EXPECT_EQ(made.fields->location, "canteen");
    ASSERT_EQ(made.fields->alarms.size(), 1U);
    EXPECT_EQ(made.fields->alarms[0].trigger, "-PT15M");
    EXPECT_TRUE(made.fields->attendees.empty());
    EXPECT_EQ(made.role, Role::None);
    EXPECT_EQ(counted(), 1);
    EXPECT_EQ(rowsOf("calendar_object"), 1);
}

TEST_F(WritesTest, AUidIsKeptAndTakenOnce) {
    const auto withUid = [](EventFields& fields) {
        event("a")(fields);
        fields.uid = "mine";
    };
    EXPECT_EQ(make(anna(), annas_, withUid).created.at(0).uid, "mine");
    EXPECT_EQ(codeOf([&] { make(anna(), annas_, withUid); }), ErrorCode::Conflict);
    // Also in another folder of hers (RFC 4791 section 5.3.2.1), but not in calendars of others.
    EXPECT_EQ(codeOf([&] { make(anna(), newFolder("Other"), withUid); }), ErrorCode::Conflict);
    EXPECT_EQ(make(bert(), berts_, withUid).created.size(), 1U);
    EXPECT_EQ(rowsOf("calendar_object"), 2);
}

TEST_F(WritesTest, AMeetingIsInTheCalendarsOfAllWhoTakePart) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {team(), mail("eve@elsewhere.example")}));
    const auto uid = uidOf(ref);
    EXPECT_EQ(copies(uid).size(), 3U);
    for (const UserId user : {kBert, kCarl}) {
        const auto copy = copyOf(user, uid);
        ASSERT_TRUE(copy.has_value());
        EXPECT_EQ(copy->role, Role::Attendee);
        EXPECT_EQ(statusIn(copy->text, "anna@example.com"), "ACCEPTED");
        EXPECT_EQ(statusIn(copy->text, "bert@example.com"), "NEEDS-ACTION");
        EXPECT_EQ(statusIn(copy->text, "eve@elsewhere.example"), "NEEDS-ACTION");
    }
    EXPECT_EQ(copyOf(kBert, uid)->folder, berts_);
    EXPECT_EQ(stored(ref.id)->role, Role::Organizer);
    EXPECT_EQ(mails(), 1);
    const auto event = queries_.get(anna(), ref);
    ASSERT_TRUE(event.fields->organizer.has_value());
    EXPECT_EQ(event.fields->organizer->address(), "anna@example.com");
    EXPECT_EQ(event.attendeeCount, 4);  // herself, the members of the group, and Eve; no group
}

TEST_F(WritesTest, NobodyCanSayThatAnotherUserAccepted) {
    auto bertsLine = mail("bert@example.com");
    bertsLine.status = "ACCEPTED";
    auto outsider = mail("eve@elsewhere.example");
    outsider.status = "ACCEPTED";  // who told her on the telephone
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {bertsLine, outsider}));
    EXPECT_EQ(statusOf(ref, "bert@example.com"), "NEEDS-ACTION");
    EXPECT_EQ(statusOf(ref, "eve@elsewhere.example"), "ACCEPTED");
    update(anna(), ref, [](EventFields& fields) {
        for (auto& person : fields.attendees) {
            if (person.address() == "bert@example.com") person.status = "ACCEPTED";
        }
        fields.attendees.push_back(user(kCarl));
    });
    EXPECT_EQ(statusOf(ref, "bert@example.com"), "NEEDS-ACTION");
    EXPECT_TRUE(copyOf(kCarl, uidOf(ref)).has_value());
}

TEST_F(WritesTest, WithNobodyButOneselfItIsNoMeeting) {
    const auto ref = made(anna(), annas_, event("alone", "20260310T100000", {user(kAnna)}));
    EXPECT_EQ(stored(ref.id)->role, Role::None);
    EXPECT_FALSE(says(ref, "ATTENDEE"));
    EXPECT_FALSE(says(ref, "ORGANIZER"));
}

TEST_F(WritesTest, PeopleWhoDoNotExistAreRefusedAndNothingIsStored) {
    const auto before = everything();
    for (const auto& who : {ical::Person{.uri = "yoke:user/999"}, ical::Person{.uri = "yoke:group/999"},
                            ical::Person{.uri = "yoke:resource/999"}}) {
        EXPECT_EQ(codeOf([&] { make(anna(), annas_, event("x", "20260310T100000", {who})); }), ErrorCode::BadRequest);
    }
    limits_.attendees = 2;
    EXPECT_EQ(codeOf([&] {
                  make(anna(), annas_, event("x", "20260310T100000", {user(kAnna), team()}));
              }),
              ErrorCode::TooLarge);
    limits_.summaryCharacters = 3;
    EXPECT_EQ(codeOf([&] { make(anna(), annas_, event("long")); }), ErrorCode::TooLarge);
    EXPECT_EQ(everything(), before);
}

TEST_F(WritesTest, WhoWritesIntoACalendarOfSomebodyElseActsOnHisBehalf) {
    const auto folder = shared(folders::kAuthorRights);
    const auto ref = made(bert(), folder, event("for Anna", "20260310T100000", {user(kCarl)}));
    EXPECT_TRUE(says(ref, "SENT-BY=\"mailto:Bert@example.com\""));
    const auto event = queries_.get(anna(), ref);
    EXPECT_EQ(event.organizer, "anna@example.com");
    EXPECT_EQ(event.createdBy, kBert);
    EXPECT_TRUE(stored(ref.id)->owner.is(kAnna));
    const auto copy = copyOf(kCarl, event.uid);
    ASSERT_TRUE(copy.has_value());
    EXPECT_NE(unfolded(copy->text).find("SENT-BY=\"mailto:Bert@example.com\""), std::string::npos);
    EXPECT_FALSE(copyOf(kBert, event.uid).has_value());  // he takes no part
}

TEST_F(WritesTest, RightsOfFoldersDecideWhoMayCreate) {
    struct Case {
        folders::Rights rights;
        std::optional<ErrorCode> refused;
    };
    for (const Case& each :
         {Case{folders::kViewerRights, ErrorCode::Forbidden}, Case{folders::kReviewerRights, ErrorCode::Forbidden},
          Case{{.folder = 2, .read = 0, .write = 0, .remove = 0}, std::nullopt},
          Case{folders::kAuthorRights, std::nullopt}}) {
        const auto folder = newFolder("Folder " + std::to_string(each.rights.bits()), each.rights);
        if (each.refused) {
            EXPECT_EQ(codeOf([&] { make(bert(), folder, event("x")); }), *each.refused);
        } else {
            const auto result = make(bert(), folder, event("x"));
            ASSERT_EQ(result.created.size(), 1U);
            EXPECT_NE(result.created[0].id, EventId{});  // also where he cannot read it
            EXPECT_EQ(result.created[0].folder, folder);
        }
        EXPECT_EQ(codeOf([&] { make(carl(), folder, event("x")); }), ErrorCode::NotFound);
    }
}

TEST_F(WritesTest, GuestsWriteWhatConcernsNobodyElse) {
    const auto folder = shared(folders::kAuthorRights);
    Caller guest = bert();  // his entry of the folder
    guest.groups = {principals::kGuests};
    EXPECT_EQ(make(guest, folder, event("note")).created.size(), 1U);
    EXPECT_EQ(codeOf([&] { make(guest, folder, event("x", "20260310T100000", {user(kCarl)})); }), ErrorCode::Forbidden);
    const auto ref = made(anna(), folder, event("meeting", "20260311T100000", {user(kCarl)}));
    EXPECT_EQ(codeOf([&] { update(guest, ref, titled("x")); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { answer(guest, ref, PartStat::Accepted); }), ErrorCode::Forbidden);
    EXPECT_EQ(refusal(remove(guest, ref)), ErrorCode::Forbidden);
}

TEST_F(WritesTest, InAPublicFolderTheCallerOrganizes) {
    const auto folder = publicFolder(folders::kAuthorRights);
    const auto ref = made(bert(), folder, event("all hands", "20260310T100000", {user(kCarl), user(kAnna)}));
    const auto object = stored(ref.id);
    EXPECT_EQ(object->owner, CalendarUser::of(folder));
    EXPECT_EQ(object->role, Role::Organizer);
    EXPECT_EQ(queries_.get(anna(), ref).organizer, "bert@example.com");
    update(anna(), ref, titled("changed"));
    EXPECT_EQ(queries_.get(bert(), ref).organizer, "bert@example.com");
    EXPECT_EQ(stored(ref.id)->role, Role::Organizer);
}

TEST_F(WritesTest, ARoomIsBookedForAPublicEvent) {
    const auto folder = publicFolder(folders::kAuthorRights);
    const auto first = made(bert(), folder, event("all hands", "20260310T100000", {user(kCarl), room()}));
    EXPECT_EQ(statusOf(first, "room@example.com"), "ACCEPTED");
    EXPECT_TRUE(copyOf(CalendarUser::of(room_), uidOf(first)).has_value());
    EXPECT_FALSE(copyOf(kCarl, uidOf(first)).has_value());
    const auto second = made(anna(), annas_, event("other", "20260310T100000", {room()}));
    EXPECT_EQ(statusOf(second, "room@example.com"), "DECLINED");
    const auto uid = uidOf(first);
    remove(bert(), first);
    EXPECT_TRUE(copies(uid).empty());
    const auto third = made(anna(), annas_, event("third", "20260310T100000", {room()}));
    EXPECT_EQ(statusOf(third, "room@example.com"), "ACCEPTED");
}

TEST_F(WritesTest, WithoutRoomNothingIsStored) {
    database().write(kContext, [](dbpool::WriteTransaction& tx) {
        principals::setQuota(tx, principals::QuotaModule::Calendar, 2);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    const auto before = everything();
    EXPECT_EQ(codeOf([&] {
                  make(anna(), annas_, event("x", "20260310T100000", {team(), mail("eve@elsewhere.example")}));
              }),
              ErrorCode::QuotaExceeded);
    EXPECT_EQ(everything(), before);
    EXPECT_EQ(make(anna(), annas_, event("alone")).created.size(), 1U);
}

}  // namespace
}  // namespace groupware::calendar
