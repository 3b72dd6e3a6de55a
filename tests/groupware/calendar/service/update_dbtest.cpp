#include "tests/groupware/calendar/writes_fixture.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

using std::chrono::hours;

constexpr auto kDaily = "FREQ=DAILY;COUNT=5";

TEST_F(WritesTest, AnUpdateChangesWhatItNames) {
    const auto ref = made(anna(), annas_, event("one"));
    const auto seq = stored(ref.id)->seq;
    clock_.advance(hours(1));
    const auto result = update(anna(), ref, titled("two"), {.lastSeen = seq});
    ASSERT_EQ(result.updated.size(), 1U);
    EXPECT_EQ(result.updated[0].summary, "two");
    EXPECT_EQ(result.updated[0].start, calendar::at("20260310T090000Z"));
    EXPECT_TRUE(result.created.empty());
    EXPECT_GT(result.updated[0].seq, seq);
    EXPECT_EQ(codeOf([&] { update(anna(), ref, titled("lost"), {.lastSeen = seq}); }), ErrorCode::PreconditionFailed);
    EXPECT_EQ(queries_.get(anna(), ref).summary, "two");
    EXPECT_EQ(codeOf([&] { update(anna(), {.folder = berts_, .id = ref.id}, titled("x")); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { update(anna(), {.folder = annas_, .id = {999}}, titled("x")); }), ErrorCode::NotFound);
}

TEST_F(WritesTest, WhatOtherClientsWroteStaysOctetForOctet) {
    const std::string alarm =
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:R\r\nTRIGGER:-PT7M\r\nX-ALARM-ODD:1\r\nEND:VALARM\r\n";
    const auto text = [&](const std::string& summary) {
        return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Odd//Client//EN\nX-WR-ODD:\\;kept\n"
               "BEGIN:VEVENT\nUID:odd\nDTSTAMP:20260101T000000Z\nDTSTART:20260310T100000Z\nDURATION:PT1H\n" +
               summary +
               "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=\"a:b\":geo:1,2\n"
               "ATTACH;X-P=\"1\";FMTTYPE=text/plain:http://example.com/a\nREQUEST-STATUS:2.0;Success\n" +
               alarm + "X-LAST:folded here\n  and there\nEND:VEVENT\nEND:VCALENDAR\n";
    };
    const auto put = service_.put(anna(), {.folder = annas_, .name = "odd.ics", .text = text("SUMMARY:before\n")}, {});
    EXPECT_FALSE(put.changed);
    const EventRef ref{.folder = annas_, .id = put.object.id};
    EXPECT_EQ(textOf(ref), text("SUMMARY:before\n"));
    update(anna(), ref, titled("after"));
    // Times of change aside, one line is different.
    auto now = textOf(ref);
    std::string kept;
    std::size_t at = 0;
    while (at < now.size()) {
        const auto end = now.find('\n', at) + 1;
        const auto line = now.substr(at, end - at);
        at = end;
        if (line.starts_with("LAST-MODIFIED")) continue;
        kept += line.starts_with("DTSTAMP") ? "DTSTAMP:20260101T000000Z\n" : line;
    }
    EXPECT_EQ(kept, text("SUMMARY:after\n"));
}

TEST_F(WritesTest, OneInstanceOfASeries) {
    const auto series = made(anna(), annas_, event("daily", "20260310T100000", {user(kBert)}, kDaily));
    const auto uid = uidOf(series);
    const auto result = update(anna(), at(series, "20260312T100000"), [](EventFields& fields) {
        fields.summary = "elsewhere";
        fields.start.local += hours(2);
        fields.end.local += hours(2);
    });
    ASSERT_EQ(result.created.size(), 1U);  // the instance has become an event of its own
    EXPECT_EQ(result.created[0].recurrenceId, "20260312T100000");
    EXPECT_EQ(result.created[0].object, series.id);
    EXPECT_NE(result.created[0].id, series.id);
    EXPECT_EQ(result.created[0].summary, "elsewhere");
    EXPECT_EQ(result.created[0].start, calendar::at("20260312T110000Z"));
    EXPECT_EQ(queries_.get(anna(), series).summary, "daily");
    // Bert has it, too, and is asked anew for this one only.
    const auto copy = refOf(kBert, uid);
    EXPECT_EQ(queries_.get(bert(), at(copy, "20260312T100000")).start, calendar::at("20260312T110000Z"));

    // By its own id, again.
    const EventRef own{.folder = annas_, .id = result.created[0].id};
    const auto again = update(anna(), own, titled("third"));
    ASSERT_EQ(again.updated.size(), 1U);
    EXPECT_EQ(again.updated[0].id, result.created[0].id);
    EXPECT_EQ(again.updated[0].summary, "third");
    EXPECT_EQ(queries_.get(bert(), at(copy, "20260312T100000")).summary, "third");
    EXPECT_EQ(codeOf([&] { update(anna(), at(series, "20260320T100000"), titled("x")); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { update(anna(), at(series, "nonsense"), titled("x")); }), ErrorCode::BadRequest);
}

TEST_F(WritesTest, ThisAndAllThatFollow) {
    const auto series = made(anna(), annas_, event("daily", "20260310T100000", {user(kBert)}, kDaily));
    const auto uid = uidOf(series);
    const auto result = update(anna(), at(series, "20260312T100000"), titled("later"), {.scope = Scope::ThisAndFuture});
    ASSERT_EQ(result.created.size(), 1U);
    ASSERT_EQ(result.updated.size(), 1U);
    EXPECT_EQ(result.updated[0].id, series.id);
    EXPECT_EQ(result.updated[0].summary, "daily");
    EXPECT_EQ(result.created[0].summary, "later");
    EXPECT_EQ(result.created[0].start, calendar::at("20260312T090000Z"));
    EXPECT_NE(result.created[0].uid, uid);
    const TimeRange march{calendar::at("20260301T000000Z"), calendar::at("20260401T000000Z")};
    for (const Caller& caller : {anna(), bert()}) {
        std::vector<std::string> seen;
        const auto folder = caller.user == kAnna ? annas_ : berts_;
        for (const auto& each : queries_.inRange(caller, folder, march, {.expanded = true}).events)
            seen.push_back(each.summary);
        EXPECT_EQ(seen, (std::vector<std::string>{"daily", "daily", "later", "later", "later"}));
    }
    // From the first instance on it is the whole series.
    const auto all = update(anna(), at(series, "20260310T100000"), titled("all"), {.scope = Scope::ThisAndFuture});
    EXPECT_TRUE(all.created.empty());
    EXPECT_EQ(queries_.get(anna(), series).summary, "all");
    EXPECT_EQ(codeOf([&] {
                  update(bert(), at(refOf(kBert, uid), "20260311T100000"), titled("x"),
                         {.scope = Scope::ThisAndFuture});
              }),
              ErrorCode::Forbidden);
}

TEST_F(WritesTest, AttendeesChangeWhatIsTheirs) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    const auto copy = refOf(kBert, uidOf(ref));
    EXPECT_EQ(codeOf([&] { update(bert(), copy, titled("mine")); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { update(bert(), copy, [](EventFields& f) { f.attendees.push_back(user(kCarl)); }); }),
              ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { update(bert(), copy, [](EventFields& f) { f.start.local += hours(1); }); }),
              ErrorCode::Forbidden);
    const auto before = textOf(ref);
    update(bert(), copy, [](EventFields& fields) {
        fields.alarms = {{.trigger = "-PT5M"}};
        fields.categories = {"work"};
        fields.transparent = true;
    });
    const auto event = queries_.get(bert(), copy);
    EXPECT_EQ(event.busy, Busy::Free);
    EXPECT_EQ(event.categories, std::vector<std::string>{"work"});
    EXPECT_EQ(textOf(ref), before);  // nobody else's business
    EXPECT_EQ(queries_.get(anna(), ref).busy, Busy::Busy);
}

TEST_F(WritesTest, WhatTheOrganizerChangesAttendeesSee) {
    const auto ref = made(anna(), annas_, event("meeting", "20260310T100000", {user(kBert)}));
    const auto uid = uidOf(ref);
    const auto copy = refOf(kBert, uid);
    answer(bert(), copy, PartStat::Accepted);
    EXPECT_EQ(statusOf(ref, "bert@example.com"), "ACCEPTED");
    update(anna(), ref, titled("new title"));
    EXPECT_EQ(queries_.get(bert(), copy).summary, "new title");
    EXPECT_EQ(statusOf(ref, "bert@example.com"), "ACCEPTED");
    // Another time asks again. RFC 6638 section 3.2.8.
    update(anna(), ref, [](EventFields& fields) {
        fields.start.local += hours(3);
        fields.end.local += hours(3);
    });
    EXPECT_EQ(queries_.get(bert(), copy).start, calendar::at("20260310T120000Z"));
    EXPECT_EQ(statusOf(ref, "bert@example.com"), "NEEDS-ACTION");
    // Others in, Bert out.
    update(anna(), ref, [](EventFields& fields) {
        std::erase_if(fields.attendees, [](const ical::Person& each) { return each.address() == "bert@example.com"; });
        fields.attendees.push_back(user(kCarl));
    });
    EXPECT_FALSE(copyOf(kBert, uid).has_value());
    EXPECT_TRUE(copyOf(kCarl, uid).has_value());
    update(anna(), ref, [](EventFields& fields) { fields.attendees.clear(); });
    EXPECT_EQ(copies(uid).size(), 1U);
    EXPECT_EQ(stored(ref.id)->role, Role::None);
}

TEST_F(WritesTest, RightsOfFoldersDecideWhoMayChange) {
    struct Case {
        const char* name;
        folders::Rights rights;
        ErrorCode annasEvent;  // Internal: he may
        ErrorCode ownEvent;
    };
    constexpr auto kMay = ErrorCode::Internal;
    for (const Case& each :
         {Case{"reader", folders::kViewerRights, ErrorCode::Forbidden, kMay},
          Case{"own", {.folder = 2, .read = 2, .write = 1, .remove = 1}, ErrorCode::Forbidden, kMay},
          Case{"blind", {.folder = 2, .read = 1, .write = 2, .remove = 2}, ErrorCode::NotFound, kMay},
          Case{"editor", folders::kAuthorRights, kMay, kMay}}) {
        const auto folder = newFolder(each.name, each.rights);
        const auto ref = made(anna(), folder, event("x"));
        const auto code = [&](const auto& action) {
            try {
                action();
            } catch (const Error& error) {
                return error.code();
            }
            return kMay;
        };
        EXPECT_EQ(code([&] { update(bert(), ref, titled("y")); }), each.annasEvent) << each.name;
        EXPECT_EQ(code([&] { update(carl(), ref, titled("y")); }), ErrorCode::NotFound) << each.name;
        if (each.rights.folder < 2) continue;
        const auto own = made(bert(), folder, event("z"));
        EXPECT_EQ(code([&] { update(bert(), own, titled("y")); }), each.ownEvent) << each.name;
        // Writing does not mean reading later: what one made stays one's own in the folder.
        EXPECT_TRUE(stored(own.id)->owner.is(kAnna));
    }
}

TEST_F(WritesTest, WhatIsPrivateIsForItsOwner) {
    const auto folder = shared(folders::kAuthorRights);
    const auto ref = made(anna(), folder, [](EventFields& fields) {
        event("secret")(fields);
        fields.classification = Class::Private;
    });
    EXPECT_EQ(codeOf([&] { update(bert(), ref, titled("x")); }), ErrorCode::Forbidden);
    EXPECT_EQ(refusal(remove(bert(), ref)), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { move(bert(), ref, berts_); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { service_.setAlarms(bert(), ref, {{.trigger = "-PT5M"}}, {}); }), ErrorCode::Forbidden);
    update(anna(), ref, titled("changed"));
    EXPECT_EQ(queries_.get(anna(), ref).summary, "changed");
}

TEST_F(WritesTest, MovesBetweenFolders) {
    const auto ref = made(anna(), annas_, event("x"));
    const auto uid = uidOf(ref);
    const auto other = newFolder("Other");
    const auto result = move(anna(), ref, other);
    ASSERT_EQ(result.updated.size(), 1U);
    EXPECT_EQ(result.updated[0].folder, other);
    ASSERT_EQ(result.removed.size(), 1U);
    EXPECT_EQ(result.removed[0].folder, annas_);
    EXPECT_EQ(codeOf([&] { (void)queries_.get(anna(), ref); }), ErrorCode::NotFound);
    // Clients of the old folder hear that it left.
    const auto left = queries_.updates(anna(), annas_, Seq{1}, std::nullopt, {});
    EXPECT_EQ(left.removed, std::vector<EventId>{ref.id});
    // To another's calendar and into a public folder.
    const auto folder = publicFolder(folders::kAuthorRights);
    move(anna(), {.folder = other, .id = ref.id}, folder);
    EXPECT_EQ(stored(ref.id)->owner, CalendarUser::of(folder));
    move(bert(), {.folder = folder, .id = ref.id}, berts_);
    EXPECT_TRUE(stored(ref.id)->owner.is(kBert));
    EXPECT_EQ(codeOf([&] { move(bert(), {.folder = berts_, .id = ref.id}, annas_); }), ErrorCode::NotFound);
    EXPECT_EQ(copies(uid).size(), 1U);
}

}  // namespace
}  // namespace groupware::calendar
