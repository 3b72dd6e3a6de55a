#include "tests/groupware/calendar/writes_fixture.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

constexpr auto kDaily = "FREQ=DAILY;COUNT=5";

TEST_F(WritesTest, ARemovedEventIsGone) {
    const auto ref = made(anna(), annas_, event("x"));
    const auto seq = stored(ref.id)->seq;
    update(anna(), ref, titled("y"));
    EXPECT_EQ(refusal(remove(anna(), ref, {.lastSeen = seq})), ErrorCode::PreconditionFailed);
    const auto removal = remove(anna(), ref);
    ASSERT_EQ(removal.results.size(), 1U);
    ASSERT_EQ(removal.results[0].removed.size(), 1U);
    EXPECT_EQ(removal.results[0].removed[0].id, ref.id);
    EXPECT_FALSE(stored(ref.id).has_value());
    EXPECT_EQ(rowsOf("calendar_event"), 0);
    EXPECT_EQ(counted(), 0);
    EXPECT_EQ(queries_.updates(anna(), annas_, seq, std::nullopt, {}).removed, std::vector<EventId>{ref.id});
    EXPECT_EQ(refusal(remove(anna(), ref)), ErrorCode::NotFound);
}

TEST_F(WritesTest, WhoMayDeleteNeedNotRead) {
    const auto folder = newFolder("drop", {.folder = 1, .remove = 2});
    const auto ref = made(anna(), folder, event("x"));
    EXPECT_EQ(codeOf([&] { (void)queries_.get(bert(), ref); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { update(bert(), ref, titled("y")); }), ErrorCode::NotFound);
    EXPECT_TRUE(remove(bert(), ref).refused.empty());
    EXPECT_FALSE(stored(ref.id).has_value());
}

TEST_F(WritesTest, TheOrganizerCancels) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {team(), mail("eve@elsewhere.example")}));
    const auto uid = uidOf(ref);
    const auto sent = mails();
    remove(anna(), ref);
    EXPECT_TRUE(copies(uid).empty());
    EXPECT_EQ(counted(), 0);
    EXPECT_GE(mails(), sent);  // a CANCEL, which may take the place of the invitation
}

TEST_F(WritesTest, AnAttendeeDeclines) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    remove(bert(), refOf(kBert, uidOf(ref)));
    EXPECT_FALSE(copyOf(kBert, uidOf(ref)).has_value());
    EXPECT_EQ(statusOf(ref, "bert@example.com"), "DECLINED");
}

TEST_F(WritesTest, OneInstanceIsTakenAway) {
    const auto series = made(anna(), annas_, event("daily", "20260310T100000", {user(kBert)}, kDaily));
    const auto uid = uidOf(series);
    const auto removal = remove(anna(), at(series, "20260311T100000"));
    ASSERT_EQ(removal.results.size(), 1U);
    ASSERT_EQ(removal.results[0].removed.size(), 1U);
    EXPECT_EQ(removal.results[0].removed[0].recurrenceId, "20260311T100000");
    EXPECT_EQ(removal.results[0].updated.size(), 1U);
    const TimeRange march{calendar::at("20260301T000000Z"), calendar::at("20260401T000000Z")};
    EXPECT_EQ(queries_.inRange(anna(), annas_, march, {.expanded = true}).events.size(), 4U);
    EXPECT_EQ(queries_.inRange(bert(), berts_, march, {.expanded = true}).events.size(), 4U);
    // An attendee who takes one away declines that one. RFC 6638 section 3.2.2.1.
    remove(bert(), at(refOf(kBert, uid), "20260312T100000"));
    EXPECT_EQ(queries_.inRange(bert(), berts_, march, {.expanded = true}).events.size(), 3U);
    EXPECT_EQ(queries_.inRange(anna(), annas_, march, {.expanded = true}).events.size(), 4U);
    const auto declined = queries_.get(anna(), at(series, "20260312T100000"));
    std::string status;
    for (const auto& person : declined.fields->attendees) {
        if (person.address() == "bert@example.com") status = person.status;
    }
    EXPECT_EQ(status, "DECLINED");
    EXPECT_EQ(refusal(remove(anna(), at(series, "20260311T100000"))), ErrorCode::NotFound);
}

TEST_F(WritesTest, AChangedInstanceIsTakenAwayByItsId) {
    const auto series = made(anna(), annas_, event("daily", "20260310T100000", {}, kDaily));
    const auto changed = update(anna(), at(series, "20260311T100000"), titled("x")).created.at(0).id;
    const auto seq = stored(series.id)->seq;
    remove(anna(), {.folder = annas_, .id = changed});
    EXPECT_EQ(rowsOf("calendar_event"), 1);
    EXPECT_EQ(queries_.updates(anna(), annas_, seq, std::nullopt, {}).removed, std::vector<EventId>{changed});
}

TEST_F(WritesTest, WithTheLastInstanceTheSeriesGoes) {
    const auto series = made(anna(), annas_, event("daily", "20260310T100000", {}, "FREQ=DAILY;COUNT=2"));
    const std::vector<EventRef> both{at(series, "20260310T100000"), at(series, "20260311T100000")};
    const auto removal = service_.remove(anna(), both, {});
    EXPECT_TRUE(removal.refused.empty());
    EXPECT_FALSE(stored(series.id).has_value());
}

TEST_F(WritesTest, ThisAndAllThatFollowAreTakenAway) {
    const auto series = made(anna(), annas_, event("daily", "20260310T100000", {user(kBert)}, kDaily));
    const WriteOptions future{.scope = Scope::ThisAndFuture};
    const auto uid = uidOf(series);
    EXPECT_EQ(refusal(remove(bert(), at(refOf(kBert, uid), "20260312T100000"), future)), ErrorCode::Forbidden);
    remove(anna(), at(series, "20260312T100000"), future);
    const TimeRange march{calendar::at("20260301T000000Z"), calendar::at("20260401T000000Z")};
    EXPECT_EQ(queries_.inRange(anna(), annas_, march, {.expanded = true}).events.size(), 2U);
    EXPECT_EQ(queries_.inRange(bert(), berts_, march, {.expanded = true}).events.size(), 2U);
    EXPECT_FALSE(says(series, "RELATED-TO"));
    remove(anna(), at(series, "20260310T100000"), future);
    EXPECT_TRUE(copies(uid).empty());
}

TEST_F(WritesTest, ManyAreRemovedAndEachRefusalIsNamed) {
    std::vector<EventRef> refs;
    for (int number = 0; number < 120; ++number) refs.push_back(made(anna(), annas_, event("x")));
    refs.insert(refs.begin() + 60, {.folder = annas_, .id = {99'999}});
    const auto removal = service_.remove(anna(), refs, {});
    EXPECT_EQ(removal.results.size(), 120U);
    ASSERT_EQ(removal.refused.size(), 1U);
    EXPECT_EQ(removal.refused[0].event.id, EventId{99'999});
    EXPECT_EQ(removal.refused[0].error.code(), ErrorCode::NotFound);
    EXPECT_EQ(rowsOf("calendar_object"), 0);
    limits_.listLength = 100;
    EXPECT_EQ(codeOf([&] { service_.remove(anna(), refs, {}); }), ErrorCode::TooLarge);
}

TEST_F(WritesTest, RightsOfFoldersDecideWhoMayRemove) {
    const auto owned = newFolder("own", {.folder = 2, .read = 2, .write = 2, .remove = 1});
    const auto annasEvent = made(anna(), owned, event("x"));
    EXPECT_EQ(refusal(remove(bert(), annasEvent)), ErrorCode::Forbidden);
    EXPECT_EQ(refusal(remove(carl(), annasEvent)), ErrorCode::NotFound);
    EXPECT_TRUE(remove(bert(), made(bert(), owned, event("y"))).refused.empty());
    const auto all = newFolder("all", folders::kAuthorRights);
    const auto meeting = made(anna(), all, event("z", "20260310T100000", {user(kCarl)}));
    const auto uid = uidOf(meeting);
    EXPECT_TRUE(remove(bert(), meeting).refused.empty());  // on Anna's behalf
    EXPECT_TRUE(copies(uid).empty());
}

}  // namespace
}  // namespace groupware::calendar
