#include "groupware/principals/guest.h"
#include "groupware/principals/store/user_store.h"
#include "tests/groupware/calendar/writes_fixture.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::calendar {
namespace {

const std::string kTimes = "DTSTART:20260310T100000Z\r\nDTEND:20260310T110000Z\r\nSUMMARY:all hands\r\n";
const std::string kAnnas =
    "ORGANIZER:mailto:anna@example.com\r\nATTENDEE:mailto:anna@example.com\r\nATTENDEE:mailto:carl@example.com\r\n"
    "ATTENDEE:mailto:eve@elsewhere.example\r\nATTENDEE;CUTYPE=ROOM:mailto:room@example.com\r\n";
const std::string kOutsiders =
    "ORGANIZER:mailto:eve@elsewhere.example\r\nATTENDEE:mailto:anna@example.com\r\nATTENDEE:mailto:carl@example.com\r\n"
    "ATTENDEE:mailto:dora@elsewhere.example\r\n";
const std::string kBerts =
    "ORGANIZER:mailto:bert@example.com\r\nATTENDEE:mailto:carl@example.com\r\nATTENDEE:mailto:eve@elsewhere."
    "example\r\n";

/// Meetings in a public folder, where Bert may do anything: in whose name others hear of them.
class PublicFolderTest : public WritesTest {
protected:
    EventRef imported(const std::string& lines) {
        const auto text = vcalendar(vevent("u" + std::to_string(++made_), kTimes + lines));
        const auto result = service_.import(bert(), public_, formats::lines::sourceOf(text), false);
        EXPECT_TRUE(result.items.at(0).object.has_value());
        return {.folder = public_, .id = result.items.at(0).object.value_or(CalendarObject{}).id};
    }
    EventRef putThere(const std::string& lines, const std::string& uid) {
        const auto done = service_.put(
            bert(), {.folder = public_, .name = uid + ".ics", .text = vcalendar(vevent(uid, kTimes + lines))}, {});
        return {.folder = public_, .id = done.object.id};
    }
    static Caller guest() {
        Caller guest = bert();  // his entry of the folder
        guest.groups = {principals::kGuests};
        return guest;
    }
    /// A message from outside to Anna, about what she organizes.
    scheduling::Applied mailed(const std::string& method, const std::string& uid, const std::string& attendee) {
        clock_.advance(std::chrono::seconds(1));
        const auto calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:" + method + "\r\nPRODID:x\r\n" +
                              vevent(uid, "ORGANIZER:mailto:anna@example.com\r\n" + attendee) + "END:VCALENDAR\r\n";
        const auto message = scheduling::readMessage(parsed(calendar), {.find = findZone});
        scheduling::Applied applied{};
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            applied = scheduling_.deliver(tx, kAnna, message, {}).outcome.applied;
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
        });
        return applied;
    }
    /// Who hears of it: everybody's copies but the event itself, and mails.
    std::int64_t heard(const EventRef& ref) {
        return static_cast<std::int64_t>(copies(uidOf(ref)).size()) - 1 + mails();
    }

    FolderId public_{publicFolder(folders::kAuthorRights)};
    int made_ = 0;
};

TEST_F(PublicFolderTest, NobodyIsInvitedInTheNameOfWhoDidNotPutItThere) {
    for (const auto& meeting : {kAnnas, kOutsiders}) {
        SCOPED_TRACE(meeting);
        const auto ref = imported(meeting);
        EXPECT_EQ(stored(ref.id)->role, Role::Foreign);
        update(bert(), ref, titled("other"));
        update(anna(), ref, [&](EventFields& fields) { fields.start.local += std::chrono::minutes(15); });
        update(bert(), ref, [&](EventFields& fields) { fields.attendees.push_back(mail("fred@elsewhere.example")); });
        EXPECT_TRUE(says(ref, "SUMMARY:other"));
        EXPECT_TRUE(says(ref, "fred@elsewhere.example"));
        EXPECT_EQ(heard(ref), 0);
        EXPECT_EQ(stored(ref.id)->role, Role::Foreign);
        // Into the calendar of somebody who is neither of them, and of one who is invited.
        move(bert(), ref, berts_);
        EXPECT_EQ(heard(ref), 0);
        EXPECT_EQ(stored(ref.id)->role, Role::None);
        move(bert(), {.folder = berts_, .id = ref.id}, public_);
        EXPECT_EQ(stored(ref.id)->role, Role::Foreign);
        update(bert(), ref, titled("once more"));
        move(anna(), ref, annas_);
        EXPECT_EQ(heard(ref), 0);
        EXPECT_NE(stored(ref.id)->role, Role::None);
    }
}

TEST_F(PublicFolderTest, NobodyIsAnsweredForWhatSomebodyElsePutThere) {
    const auto ref = imported(kAnnas);
    const auto uid = uidOf(ref);
    EXPECT_EQ(mailed("REFRESH", uid, "ATTENDEE:mailto:eve@elsewhere.example\r\n"), scheduling::Applied::Refused);
    EXPECT_EQ(mailed("REPLY", uid,
                     "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:dora@elsewhere.example\":"
                     "mailto:eve@elsewhere.example\r\n"),
              scheduling::Applied::Refused);
    EXPECT_EQ(heard(ref), 0);
    EXPECT_EQ(statusOf(ref, "eve@elsewhere.example"), "NEEDS-ACTION");
}

TEST_F(PublicFolderTest, AnswersReachTheMeetingAndNotWhatOnlySaysTheSame) {
    const auto copied = imported(kAnnas);
    const auto uid = uidOf(copied);
    const auto other = openFolder("Other");
    ASSERT_LT(public_.value, other.value);
    const auto real =
        service_.put(anna(), {.folder = other, .name = "r.ics", .text = vcalendar(vevent(uid, kTimes + kAnnas))}, {});
    ASSERT_EQ(stored(real.object.id)->role, Role::Organizer);
    EXPECT_EQ(mailed("REPLY", uid, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eve@elsewhere.example\r\n"),
              scheduling::Applied::Changed);
    EXPECT_EQ(statusOf({.folder = other, .id = real.object.id}, "eve@elsewhere.example"), "ACCEPTED");
    EXPECT_EQ(statusOf(copied, "eve@elsewhere.example"), "NEEDS-ACTION");
}

/// RFC 5890 section 2.3.2.4: both spellings of a domain are one address.
TEST_F(PublicFolderTest, AnOrganizerIsKnownByEitherSpellingOfHisDomain) {
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        auto user = *principals::UserReader(tx).find(kBert);
        user.email = "bert@b\u00FCcher.example";
        principals::UserWriter(tx).update(user);
        tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, {0}, kBert.value));
    });
    for (const auto* domain : {"b\u00FCcher.example", "xn--bcher-kva.example"}) {
        const auto ref =
            imported(std::string("ORGANIZER:mailto:Bert@") + domain + "\r\nATTENDEE:mailto:eve@elsewhere.example\r\n");
        EXPECT_EQ(stored(ref.id)->role, Role::Organizer) << domain;
    }
}

TEST_F(PublicFolderTest, NorByTextsOfCalendarPrograms) {
    const auto whole = putThere(kAnnas, "a");
    const auto bit = putThere("", "b");
    EXPECT_EQ(stored(bit.id)->role, Role::None);
    putThere(kAnnas, "b");
    for (const auto& ref : {whole, bit}) {
        EXPECT_EQ(stored(ref.id)->role, Role::Foreign);
        EXPECT_EQ(heard(ref), 0);
        EXPECT_EQ(refusal(remove(guest(), ref)), ErrorCode::Forbidden);
        remove(bert(), ref);
    }
    EXPECT_EQ(mails(), 0);
}

TEST_F(PublicFolderTest, WhoBringsHisOwnMeetingOrganizesIt) {
    const auto ref = imported(kBerts);
    EXPECT_EQ(stored(ref.id)->role, Role::Organizer);
    EXPECT_EQ(heard(ref), 0) << "an import invites nobody";
    update(anna(), ref, [&](EventFields& fields) { fields.start.local += std::chrono::minutes(15); });
    EXPECT_EQ(mails(), 1) << "whoever may write there changes it for him";
    move(bert(), ref, berts_);
    EXPECT_TRUE(copyOf(kCarl, uidOf(ref)).has_value());
    const auto other = putThere(kBerts, "put");
    EXPECT_EQ(stored(other.id)->role, Role::Organizer);
    EXPECT_EQ(mails(), 2);
}

TEST_F(PublicFolderTest, SomebodyElseDividesTheSeriesOfItsOrganizer) {
    const auto ref =
        made(anna(), public_,
             event("series", "20260310T100000", {user(kCarl), mail("eve@elsewhere.example")}, "FREQ=DAILY;COUNT=5"));
    const auto sent = mails();
    const auto divided = update(bert(), at(ref, "20260312T100000"), titled("rest"), {.scope = Scope::ThisAndFuture});
    ASSERT_EQ(divided.created.size(), 1U);
    EXPECT_EQ(stored(divided.created[0].id)->role, Role::Organizer);
    EXPECT_EQ(mails(), sent + 1) << "of the second part; that of the first takes the place of the one that waits";
}

TEST_F(PublicFolderTest, ProposalsThatNobodyHearsOfAreRefused) {
    const auto ref = imported(kOutsiders);
    const auto start = *ical::parseTime("20260310T120000", "Europe/Berlin");
    const auto end = *ical::parseTime("20260310T130000", "Europe/Berlin");
    EXPECT_EQ(codeOf([&] { service_.counter(anna(), ref, {.start = start, .end = end}, {}); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { update(guest(), ref, titled("x")); }), ErrorCode::Forbidden);
}

}  // namespace
}  // namespace groupware::calendar
