#include "groupware/principals/service/provisioning.h"
#include "tests/groupware/calendar/writes_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace groupware::calendar {
namespace {

constexpr auto kAnnas = "anna@example.com";
constexpr auto kBerts = "bert@example.com";
constexpr auto kCarls = "carl@example.com";

/// Meetings that get into other calendars.
class MoveTest : public WritesTest {
protected:
    /// A calendar of somebody's in which the others may do all that its owner may, but for its administration.
    FolderId sharedOf(UserId owner) {
        std::vector<folders::Grant> grants{{folders::Grantee::of(owner), folders::kOwnerRights}};
        for (const auto user : {kAnna, kBert, kCarl}) {
            if (user != owner) grants.push_back({folders::Grantee::of(user), folders::kAuthorRights});
        }
        return folderService_
            .create(callerOf(owner), {.parent = folders::kPrivate,
                                      .name = "Open " + std::to_string(++opened_),
                                      .module = "calendar",
                                      .grants = {grants}})
            .folder;
    }
    /// ORGANIZER of a copy; "-" for none.
    std::string organizerIn(const CalendarUser& owner, const std::string& uid) {
        const auto copy = copyOf(owner, uid);
        if (!copy) return "-";
        const auto calendar = parsed(copy->text);
        for (const auto* event : ical::all(calendar, "VEVENT")) {
            if (const auto person = ical::organizer(*event)) return person->address();
        }
        return "nobody";
    }
    /// Who has a copy: "Ao Ba F": Anna as organizer, Bert as attendee, a public folder.
    std::string holders(const std::string& uid) {
        const std::map<std::int64_t, std::string> names{{kAnna.value, "A"}, {kBert.value, "B"}, {kCarl.value, "C"}};
        std::set<std::string> found;
        for (const auto& copy : copies(uid)) {
            const std::string role = copy.role == Role::Organizer ? "o" : copy.role == Role::Attendee ? "a" : "";
            if (copy.owner.kind == CalendarUser::Kind::User) found.insert(names.at(copy.owner.id) + role);
            if (copy.owner.kind == CalendarUser::Kind::Folder) found.insert("F" + role);
            if (copy.owner.kind == CalendarUser::Kind::Resource) found.insert("R" + role);
        }
        std::string text;
        for (const auto& each : found) text += (text.empty() ? "" : " ") + each;
        return text;
    }
    std::string refusalOf(const Caller& caller, const EventRef& ref, FolderId folder) {
        try {
            move(caller, ref, folder);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Forbidden);
            return error.publicText();
        }
        return "moved";
    }
    int opened_ = 0;
    ical::Person outside() { return mail("eve@elsewhere.example"); }
};

TEST_F(MoveTest, FromWhereToWhere) {
    enum class Where { Anna, Bert, Public };
    struct Case {
        const char* why;
        Where from;
        Where to;
        bool bertInvited;
        bool outside;
        const char* holders;    // afterwards
        const char* organizer;  // in the moved object; null: refused
    };
    const std::vector<Case> cases{
        {"the organizer stays, users keep no copies", Where::Anna, Where::Public, true, false, "Fo Ra", kAnnas},
        {"and hears of those outside as before", Where::Anna, Where::Public, true, true, "Fo Ra", kAnnas},
        {"back to the organizer's: users get copies again", Where::Public, Where::Anna, true, false, "Ao Ba Ca Ra",
         kAnnas},
        {"also with people outside", Where::Public, Where::Anna, true, true, "Ao Ba Ca Ra", kAnnas},
        {"from a public folder to who takes part: he organizes", Where::Public, Where::Bert, true, false, "Aa Bo Ca Ra",
         kBerts},
        {"and to who did not", Where::Public, Where::Bert, false, false, "Aa Bo Ca Ra", kBerts},
        {"not with people outside", Where::Public, Where::Bert, true, true, "Fo Ra", nullptr},
        {"to another's who takes part: his copy is this one", Where::Anna, Where::Bert, true, false, "Bo Ca Ra",
         kBerts},
        {"and who did not", Where::Anna, Where::Bert, false, false, "Bo Ca Ra", kBerts},
        {"not with people outside, who know the organizer", Where::Anna, Where::Bert, true, true, "Ao Ba Ca Ra",
         nullptr},
        {"between public folders", Where::Public, Where::Public, true, true, "Fo Ra", kAnnas},
    };
    int number = 0;
    for (const auto& each : cases) {
        SCOPED_TRACE(each.why);
        const auto publicly = [&] { return openFolder("Public " + std::to_string(++number)); };
        const auto folderOf = [&](Where where) {
            return where == Where::Public ? publicly() : where == Where::Anna ? annas_ : sharedOf(kBert);
        };
        const auto from = folderOf(each.from);
        std::vector<ical::Person> invited{user(kCarl), room()};
        if (each.bertInvited) invited.push_back(user(kBert));
        if (each.outside) invited.push_back(outside());
        const auto ref = made(anna(), from, event("meeting", "20260310T100000", invited));
        const auto uid = uidOf(ref);
        const auto before = everything();
        const auto to = folderOf(each.to);
        const auto sent = mails();
        if (each.organizer == nullptr) {
            EXPECT_NE(refusalOf(anna(), ref, to), "moved");
            EXPECT_EQ(everything(), before);
        } else {
            const auto result = move(anna(), ref, to);
            ASSERT_EQ(result.updated.size(), 1U);
            EXPECT_EQ(result.updated[0].id, ref.id) << "moved events keep their ids";
            EXPECT_EQ(result.updated[0].folder, to);
            ASSERT_EQ(result.removed.size(), 1U);
            EXPECT_EQ(result.removed[0].folder, from);
            EXPECT_EQ(organizerIn(stored(ref.id)->owner, uid), each.organizer);
            for (const auto& copy : copies(uid)) EXPECT_EQ(organizerIn(copy.owner, uid), each.organizer);
        }
        EXPECT_EQ(holders(uid), each.holders);
        EXPECT_EQ(mails(), sent) << "those outside have what they need";
        remove(anna(), {.folder = stored(ref.id)->folder, .id = ref.id});
        remove(bert(), {.folder = to, .id = ref.id});
        EXPECT_EQ(copies(uid).size(), 0U);
    }
}

TEST_F(MoveTest, WhoIsInvitedCannotMoveTheMeetingOfAnother) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert), user(kCarl)}));
    const auto copy = refOf(kBert, uidOf(ref));
    const auto carls = sharedOf(kCarl);
    const auto folder = openFolder();
    for (const auto target : {carls, folder}) {
        EXPECT_NE(refusalOf(bert(), copy, target).find("only its organizer can move it"), std::string::npos);
    }
    const auto mine = sharedOf(kBert);
    move(bert(), copy, mine);
    EXPECT_EQ(copyOf(kBert, uidOf(ref))->folder, mine) << "among his own calendars";
    EXPECT_EQ(
        codeOf([&] { move(anna(), {.folder = annas_, .id = ref.id, .recurrenceId = "20260310"}, newFolder("n")); }),
        ErrorCode::BadRequest);
}

/// RFC 5546 section 3.2.2.6: a new organizer's SEQUENCE is higher.
TEST_F(MoveTest, AnotherOwnerIsTheOrganizerOfAllInstances) {
    const auto target = sharedOf(kBert);
    const auto ref =
        made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert), user(kCarl)}, "FREQ=DAILY;COUNT=5"));
    const auto uid = uidOf(ref);
    update(anna(), at(ref, "20260311T100000"), titled("other"));
    answer(bert(), at(refOf(kBert, uid), "20260312T100000"), PartStat::Declined);
    remove(bert(), at(refOf(kBert, uid), "20260313T100000"));
    answer(carl(), refOf(kCarl, uid), PartStat::Accepted);
    service_.setAlarms(bert(), refOf(kBert, uid), {{.trigger = "-PT7M"}}, {});
    service_.setAlarms(anna(), ref, {{.trigger = "-PT9M"}}, {});
    const auto sequence = queries_.get(anna(), ref).sequence;
    const auto old = refOf(kBert, uid);

    move(anna(), ref, target);
    const auto text = unfolded(textOf(ref));
    EXPECT_EQ(text.find("anna@example.com"), std::string::npos) << text;
    EXPECT_EQ(text.find("EXDATE"), std::string::npos) << "what he declined happens all the same\n" << text;
    EXPECT_NE(text.find("-PT7M"), std::string::npos) << "his own alarms stay";
    EXPECT_EQ(text.find("-PT9M"), std::string::npos) << "those of the old owner do not";
    EXPECT_EQ(statusOf(ref, kBerts), "ACCEPTED");
    EXPECT_EQ(statusOf(ref, kCarls), "ACCEPTED") << "nobody is asked again";
    EXPECT_FALSE(stored(old.id).has_value());
    const auto left = queries_.updates(bert(), berts_, Seq{1}, std::nullopt, {}).removed;
    EXPECT_EQ(left.size(), 3U) << "with its two instances";
    EXPECT_EQ(std::count(left.begin(), left.end(), old.id), 1);
    EXPECT_GT(queries_.get(bert(), {.folder = target, .id = ref.id}).sequence, sequence);
    EXPECT_EQ(statusOf(refOf(kCarl, uid), kAnnas), "");
    // From now on it is his: answers reach him, and changes the others.
    answer(carl(), refOf(kCarl, uid), PartStat::Tentative);
    EXPECT_EQ(statusOf(ref, kCarls), "TENTATIVE");
    update(bert(), {.folder = target, .id = ref.id}, titled("mine"));
    EXPECT_TRUE(says(refOf(kCarl, uid), "SUMMARY:mine"));
    EXPECT_EQ(rowsOf("calendar_alarm"), 4) << "of the series and of the instances that have VEVENTs";
}

TEST_F(MoveTest, WhoTakesPartUnderAnotherAddressKeepsIt) {
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        principals::changeUser(tx, kBert, {.aliases = {{"bertie@example.com"}}});
    });
    const auto ref =
        made(anna(), annas_, event("meeting", "20260310T100000", {mail("bertie@example.com"), user(kCarl)}));
    const auto uid = uidOf(ref);
    ASSERT_EQ(holders(uid), "Ao Ba Ca");
    move(anna(), ref, sharedOf(kBert));
    EXPECT_EQ(holders(uid), "Bo Ca");
    EXPECT_EQ(organizerIn(CalendarUser::of(kCarl), uid), "bertie@example.com");
    EXPECT_EQ(statusOf(ref, "bertie@example.com"), "ACCEPTED");
    EXPECT_EQ(statusOf(ref, kBerts), "") << "once";
}

TEST_F(MoveTest, AnotherEventOfTheSameUidIsNotReplaced) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kCarl)}));
    const auto target = sharedOf(kBert);
    service_.put(bert(),
                 {.folder = berts_,
                  .name = "mine.ics",
                  .text = vcalendar(vevent(uidOf(ref), "DTSTART:20260310T100000Z\r\nSUMMARY:mine\r\n"))},
                 {});
    EXPECT_EQ(codeOf([&] { move(anna(), ref, target); }), ErrorCode::Conflict);
    EXPECT_EQ(holders(uidOf(ref)), "Ao B Ca");
    // Nor is it when somebody is to get a copy.
    const auto folder = openFolder();
    move(anna(), ref, folder);
    update(anna(), {.folder = folder, .id = ref.id},
           [&](EventFields& fields) { fields.attendees.push_back(user(kBert)); });
    move(anna(), {.folder = folder, .id = ref.id}, annas_);
    EXPECT_EQ(holders(uidOf(ref)), "Ao B Ca");
    EXPECT_TRUE(says(ref, "SCHEDULE-STATUS=5.3"));
}

TEST_F(MoveTest, RightsAreThoseOfBothFolders) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kCarl)}));
    EXPECT_EQ(codeOf([&] { move(anna(), ref, berts_); }), ErrorCode::NotFound);
    const auto readable = newFolder("Read", folders::kViewerRights);
    const auto shown = made(anna(), readable, event("meeting", "20260310T100000", {user(kCarl)}));
    EXPECT_EQ(codeOf([&] { move(bert(), shown, berts_); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { move(bert(), shown, readable); }), ErrorCode::Forbidden);
    EXPECT_EQ(stored(shown.id)->folder, readable);
}

TEST_F(MoveTest, AMoveAndOtherChangesAreOne) {
    const auto target = sharedOf(kBert);
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kCarl)}));
    const auto uid = uidOf(ref);
    answer(carl(), refOf(kCarl, uid), PartStat::Accepted);
    service_.update(anna(), ref,
                    {.fields =
                         [](EventFields& fields) {
                             fields.summary = "later";
                             fields.start.local += std::chrono::hours(1);
                             fields.end.local += std::chrono::hours(1);
                         },
                     .folder = target},
                    {});
    EXPECT_EQ(holders(uid), "Bo Ca");
    EXPECT_TRUE(says(refOf(kCarl, uid), "SUMMARY:later"));
    EXPECT_EQ(statusOf(ref, kCarls), "NEEDS-ACTION") << "it is at another time";
}

TEST_F(MoveTest, RepliesFromOutsideReachThePublicFolder) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {outside(), user(kBert)}));
    const auto folder = openFolder();
    move(anna(), ref, folder);
    auto reply = textOf(ref);
    const auto calendar = parsed(reply);
    std::string answerText =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:" + uidOf(ref) +
        "\r\nDTSTAMP:20260302T000000Z\r\nORGANIZER:mailto:anna@example.com\r\n"
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eve@elsewhere.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    const auto message = scheduling::readMessage(parsed(answerText), {.find = findZone});
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        EXPECT_EQ(scheduling_.deliver(tx, kAnna, message, {}).outcome.applied, scheduling::Applied::Changed);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    EXPECT_EQ(statusOf(ref, "eve@elsewhere.example"), "ACCEPTED");
    EXPECT_EQ(holders(uidOf(ref)), "Fo");
}

TEST_F(MoveTest, NobodyLosesHisMeetingToAFolderThatHeCannotRead) {
    const auto berts = publicFolder(folders::kAuthorRights);
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert), user(kCarl)}));
    const auto refusal = refusalOf(anna(), ref, berts);
    EXPECT_EQ(refusal, "Whoever takes part has to be able to read the public folder, and Carl cannot.");
    EXPECT_EQ(holders(uidOf(ref)), "Ao Ba Ca");
    // Own objects are not enough; a group's permission is.
    const auto folderFor = [&](const folders::Grantee& grantee, const folders::Rights& rights) {
        return folderService_
            .create(anna(), {.parent = folders::kPublic,
                             .name = "Folder " + std::to_string(++opened_),
                             .module = "calendar",
                             .grants = {{{folders::Grantee::of(kAnna), folders::kOwnerRights}, {grantee, rights}}}})
            .folder;
    };
    EXPECT_NE(refusalOf(anna(), ref, folderFor(folders::Grantee::of(team_), {.folder = 2, .read = 1, .write = 2})),
              "moved");
    EXPECT_NE(refusalOf(anna(), ref, folderFor(folders::Grantee::of(kBert), folders::kViewerRights)), "moved");
    const auto teams = folderFor(folders::Grantee::of(team_), folders::kViewerRights);
    EXPECT_EQ(refusalOf(anna(), ref, teams), "moved");
    EXPECT_EQ(holders(uidOf(ref)), "Fo");
    // Who has declined misses nothing.
    const auto other = made(anna(), annas_, event("other", "20260311T100000", {user(kBert), user(kCarl)}));
    answer(carl(), refOf(kCarl, uidOf(other)), PartStat::Declined);
    EXPECT_EQ(refusalOf(anna(), other, berts), "moved");
}

TEST_F(MoveTest, WhatIsTheOrganizersAloneStaysOutOfAPublicFolder) {
    const auto text = vcalendar(vevent(
        "mine",
        "DTSTART:20260310T100000Z\r\nDTEND:20260310T110000Z\r\nSUMMARY:meeting\r\nCATEGORIES:Team\r\n"
        "ORGANIZER:mailto:anna@example.com\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@example.com\r\n"
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bert@example.com\r\nX-NOTE:boring\r\nX-MOZ-LASTACK:20260301T000000Z\r\n"
        "X-ALT-DESC;FMTTYPE=text/html:<b>Agenda</b>\r\n"
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT9M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n"));
    service_.put(anna(), {.folder = annas_, .name = "mine.ics", .text = text}, {});
    const auto ref = refOf(kAnna, "mine");
    answer(bert(), refOf(kBert, "mine"), PartStat::Accepted);
    move(anna(), ref, openFolder());
    for (const auto* word : {"VALARM", "X-NOTE", "X-MOZ-LASTACK"}) EXPECT_FALSE(says(ref, word)) << textOf(ref);
    for (const auto* word : {"CATEGORIES:Team", "X-ALT-DESC", "SUMMARY:meeting"})
        EXPECT_TRUE(says(ref, word)) << textOf(ref);
    EXPECT_EQ(statusOf(ref, kBerts), "ACCEPTED");
    EXPECT_EQ(rowsOf("calendar_alarm"), 0) << "nobody is reminded of it any more";
}

TEST_F(MoveTest, ARoomThatIsGoneHoldsNobodyUp) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kCarl), room()}));
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        const auto nothing = [](dbpool::WriteTransaction&, principals::ResourceId, int) { return 0; };
        EXPECT_TRUE(principals::removeResources(tx, {&room_, 1}, nothing));
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    service_.changeOrganizer(anna(), ref, kCarl, {});
    EXPECT_EQ(organizerIn(CalendarUser::of(kAnna), uidOf(ref)), kCarls);
    move(carl(), refOf(kCarl, uidOf(ref)), sharedOf(kBert));
    EXPECT_EQ(organizerIn(CalendarUser::of(kBert), uidOf(ref)), kBerts);
    EXPECT_TRUE(says(refOf(kBert, uidOf(ref)), "room@example.com")) << "who organizes it sees that a room is missing";
}

TEST_F(MoveTest, StatementsDoNotDependOnHowManyTakePart) {
    std::vector<ical::Person> many;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        many.clear();
        for (int number = 0; number < 16; ++number) {
            many.push_back(user(principals::test::addPerson(tx, "user" + std::to_string(number))));
            const UserId id{attendeeIdOf(many.back().uri)->id};
            folders::createUserFolders(tx, id, "User " + std::to_string(number), std::vector<std::string>{"calendar"});
        }
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    const ::test::StatementCounter counter{::test::sharedServer(), installation().location().schema};
    const auto folder = openFolder();
    const auto berts = sharedOf(kBert);
    const auto countsOf = [&](std::ptrdiff_t attendees) {
        const auto ref =
            made(anna(), annas_, event("meeting", "20260310T100000", {many.begin(), many.begin() + attendees}));
        const auto moved = [&](FolderId from, FolderId to) {
            return counter.statements([&] { move(anna(), {.folder = from, .id = ref.id}, to); });
        };
        return std::vector{moved(annas_, folder).value, moved(folder, annas_).value, moved(annas_, berts).value};
    };
    (void)countsOf(4);  // connections and statements are there
    const auto few = countsOf(4);
    EXPECT_EQ(countsOf(16), few);
    EXPECT_EQ(few, (std::vector<std::int64_t>{35, 34, 39}));
}

}  // namespace
}  // namespace groupware::calendar
