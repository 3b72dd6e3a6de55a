#include "groupware/calendar/personal_alarms.h"
#include "groupware/calendar/queries/event_export.h"
#include "groupware/calendar/store/event_reader.h"
#include "groupware/calendar/store/personal_store.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "tests/groupware/calendar/queries_fixture.h"
#include "tests/support/whole_file.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

using QueriesTest = CalendarQueriesTest;

TEST_F(QueriesTest, GetSaysWhatTheTextSays) {
    const auto made =
        put(annas_, vevent("a", when("20260310") + named("lunch") +
                                    "DESCRIPTION:long\r\nLOCATION:here\r\nCATEGORIES:x,y\r\nX-ODD:1\r\n"
                                    "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n"));
    const auto event = queries_.get(anna(), {.folder = annas_, .id = made.id});
    EXPECT_EQ(event.id, made.id);
    EXPECT_EQ(event.object, made.id);
    EXPECT_EQ(event.uid, "a");
    EXPECT_EQ(event.summary, "lunch");
    EXPECT_EQ(event.location, "here");
    EXPECT_EQ(event.categories, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(event.start, at("20260310T090000Z"));
    EXPECT_EQ(event.end, at("20260310T100000Z"));
    EXPECT_EQ(event.zone, "Europe/Berlin");
    EXPECT_EQ(event.createdBy, kAnna);
    EXPECT_EQ(event.seq, made.seq);
    ASSERT_TRUE(event.fields);
    EXPECT_EQ(event.fields->description, "long");
    EXPECT_EQ(event.fields->alarms.size(), 1U);
    EXPECT_FALSE(event.recurs);
    EXPECT_EQ(codeOf([&] { (void)queries_.get(anna(), {.folder = berts_, .id = made.id}); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)queries_.get(bert(), {.folder = annas_, .id = made.id}); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)queries_.get(anna(), {.folder = annas_, .id = {999}}); }), ErrorCode::NotFound);
    EXPECT_EQ(queries_.byUid(anna(), "a").id, made.id);
    EXPECT_EQ(codeOf([&] { (void)queries_.byUid(bert(), "a"); }), ErrorCode::NotFound);
}

class SeriesQueriesTest : public CalendarQueriesTest {
protected:
    SeriesQueriesTest() {
        const std::string id = "RECURRENCE-ID;TZID=Europe/Berlin:20260312T100000\r\n";
        series_ =
            put(annas_, vevent("s", when("20260310") + named("daily") +
                                        "RRULE:FREQ=DAILY;COUNT=5\r\nEXDATE;TZID=Europe/Berlin:20260311T100000\r\n") +
                            vevent("s", id + when("20260312", "150000") + named("moved")));
    }

    CalendarObject series_;
};

TEST_F(SeriesQueriesTest, InstancesAreWhatTheSeriesSaysWithTheirTimes) {
    EXPECT_EQ(inRange(anna(), annas_, "20260301", "20260401"),
              (Lines{"daily 20260310T090000Z", "moved 20260312T140000Z", "daily 20260313T090000Z",
                     "daily 20260314T090000Z"}));
    EXPECT_EQ(inRange(anna(), annas_, "20260313T090000Z", "20260314T090000Z"), Lines{"daily 20260313T090000Z"});
    EXPECT_EQ(inRange(anna(), annas_, "20260312T090000Z", "20260312T100000Z"), Lines{}) << "it was moved";
    EXPECT_EQ(inRange(anna(), annas_, "20260313", "20260401", false), Lines{"daily 20260310T090000Z"})
        << "the series itself";
    const auto found =
        queries_.inRange(anna(), annas_, between("20260312", "20260314"), {.fields = true, .expanded = true});
    ASSERT_EQ(found.events.size(), 2U);
    EXPECT_TRUE(found.events[0].exception);
    EXPECT_EQ(found.events[0].recurrenceId, "20260312T100000");
    EXPECT_EQ(found.events[0].object, series_.id);
    EXPECT_NE(found.events[0].id, series_.id);
    EXPECT_EQ(found.events[0].fields->summary, "moved");
    EXPECT_EQ(found.events[1].id, series_.id);
    EXPECT_EQ(found.events[1].recurrenceId, "20260313T100000");
    EXPECT_FALSE(found.events[1].exception);
    EXPECT_EQ(formats::ical::write(found.events[1].fields->start), "20260313T100000");
    EXPECT_EQ(found.events[1].fields->rule, "");
}

TEST_F(SeriesQueriesTest, InstancesAreNamedInEveryForm) {
    const auto get = [&](const std::string& recurrenceId) {
        return queries_.get(anna(), {.folder = annas_, .id = series_.id, .recurrenceId = recurrenceId});
    };
    for (const auto* id : {"20260313T100000", "20260313T090000Z", "Europe/Berlin:20260313T100000", "20260313"}) {
        const auto event = get(id);
        EXPECT_EQ(event.start, at("20260313T090000Z")) << id;
        EXPECT_EQ(event.recurrenceId, "20260313T100000") << id;
        EXPECT_EQ(event.summary, "daily") << id;
        EXPECT_FALSE(event.recurs) << id;
    }
    for (const auto* id : {"20260312T100000", "20260312T090000Z"}) EXPECT_EQ(get(id).summary, "moved") << id;
    for (const auto* id : {"20260311T100000", "20260315T100000", "20260313T110000"})
        EXPECT_EQ(codeOf([&] { (void)get(id); }), ErrorCode::NotFound) << id;
    EXPECT_EQ(codeOf([&] { (void)get("x"); }), ErrorCode::BadRequest);
    const auto whole = queries_.get(anna(), {.folder = annas_, .id = series_.id});
    EXPECT_TRUE(whole.recurs);
    EXPECT_EQ(whole.changedInstances, std::vector<std::string>{"20260312T100000"});
    EXPECT_EQ(whole.deletedInstances, std::vector<std::string>{"20260311T100000"});
    const auto changed = queries_.exceptionsOf(anna(), {.folder = annas_, .id = series_.id}, {});
    EXPECT_EQ(lines(changed.events), Lines{"moved 20260312T140000Z"});
    EXPECT_EQ(queries_.get(anna(), {.folder = annas_, .id = changed.events[0].id}).summary, "moved");
}

TEST_F(SeriesQueriesTest, AListHasWhatCanBeReadInTheOrderAskedFor) {
    const auto other = put(annas_, vevent("b", when("20260320") + named("b")));
    const auto hidden = put(berts_, vevent("c", when("20260320")), CalendarUser::of(kBert));
    const std::vector<EventRef> refs{{.folder = annas_, .id = other.id},
                                     {.folder = berts_, .id = hidden.id},
                                     {.folder = annas_, .id = series_.id, .recurrenceId = "20260314T100000"},
                                     {.folder = annas_, .id = {4711}},
                                     {.folder = annas_, .id = series_.id}};
    EXPECT_EQ(lines(queries_.list(anna(), refs, {}).events),
              (Lines{"b 20260320T090000Z", "daily 20260314T090000Z", "daily 20260310T090000Z"}));
    EXPECT_EQ(lines(queries_.all(anna(), annas_, {}).events),
              (Lines{"daily 20260310T090000Z", "moved 20260312T140000Z", "b 20260320T090000Z"}));
}

TEST_F(QueriesTest, FloatingTimesAndWholeDaysAreWhereTheCallerIs) {
    put(annas_, vevent("f", "DTSTART:20260310T100000\r\nDURATION:PT1H\r\n" + named("float")));
    put(annas_, vevent("d", "DTSTART;VALUE=DATE:20260311\r\n" + named("day")));
    put(annas_, vevent("s", "DTSTART;VALUE=DATE:20260320\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\n" + named("week")));
    auto caller = anna();
    EXPECT_EQ(
        inRange(caller, annas_, "20260301", "20260401"),
        (Lines{"float 20260310T090000Z", "day 20260310T230000Z", "week 20260319T230000Z", "week 20260326T230000Z"}));
    EXPECT_EQ(inRange(caller, annas_, "20260311T230000Z", "20260312T230000Z"), Lines{}) << "the day is over";
    EXPECT_EQ(inRange(caller, annas_, "20260310T225959Z", "20260310T230000Z"), Lines{});
    caller.timeZone = "Pacific/Auckland";
    EXPECT_EQ(inRange(caller, annas_, "20260310T110000Z", "20260310T120000Z"), Lines{"day 20260310T110000Z"});
    caller.timeZone = "America/Los_Angeles";
    EXPECT_EQ(inRange(caller, annas_, "20260312T060000Z", "20260312T070000Z"), Lines{"day 20260311T070000Z"});
    EXPECT_EQ(inRange(caller, annas_, "20260310T170000Z", "20260310T180000Z"), Lines{"float 20260310T170000Z"});
    EXPECT_EQ(inRange(caller, annas_, "20260327", "20260328"), (Lines{"week 20260327T070000Z"}));
}

TEST_F(QueriesTest, IdsOfAnotherFormDoNotSpoilAListInAnotherZone) {
    // The changed instance has a UTC id, which is March 11th in Berlin, and the series says that this day is deleted.
    put(annas_,
        vevent("d", "DTSTART;VALUE=DATE:20260309\r\nRRULE:FREQ=DAILY;COUNT=4\r\nEXDATE;VALUE=DATE:20260311\r\n" +
                        named("days")) +
            vevent("d", "RECURRENCE-ID:20260310T230000Z\r\nDTSTART;VALUE=DATE:20260401\r\n" + named("moved")));
    put(annas_, vevent("o", when("20260312") + named("other")));
    auto caller = anna();
    for (const auto* zone : {"Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland"}) {
        caller.timeZone = zone;
        const auto found =
            queries_.inRange(caller, annas_, between("20260301", "20260501"), {.fields = true, .expanded = true});
        EXPECT_EQ(found.events.size(), 5U) << zone;
        EXPECT_EQ(queries_.all(caller, annas_, {.fields = true}).events.size(), 3U) << zone;
        for (const auto& event : found.events) EXPECT_TRUE(event.fields) << zone;
    }
}

TEST_F(QueriesTest, ListsHaveCategoriesWithCommasAsTheyAre) {
    put(annas_, vevent("a", when("20260310") + "CATEGORIES:Smith\\, John,Work\r\n"));
    const auto found = queries_.inRange(anna(), annas_, between("20260301", "20260401"), {});
    ASSERT_EQ(found.events.size(), 1U);
    EXPECT_FALSE(found.events[0].fields) << "from the index alone";
    EXPECT_EQ(found.events[0].categories, (std::vector<std::string>{"Smith, John", "Work"}));
}

TEST_F(QueriesTest, WhatOverlapsARangeIsInIt) {
    // RFC 4791 section 9.9.
    put(annas_, vevent("long", "DTSTART:20260101T000000Z\r\nDTEND:20260601T000000Z\r\n" + named("long")));
    put(annas_, vevent("month", "DTSTART:20260305T000000Z\r\nDTEND:20260405T000000Z\r\n" + named("month")));
    put(annas_, vevent("moment", "DTSTART:20260401T000000Z\r\n" + named("moment")));
    EXPECT_EQ(inRange(anna(), annas_, "20260404", "20260404T000001Z"),
              (Lines{"long 20260101T000000Z", "month 20260305T000000Z"}));
    EXPECT_EQ(inRange(anna(), annas_, "20260401", "20260401T000001Z"),
              (Lines{"long 20260101T000000Z", "month 20260305T000000Z", "moment 20260401T000000Z"}));
    EXPECT_EQ(inRange(anna(), annas_, "20260601", "20260701"), Lines{});
    EXPECT_EQ(codeOf([&] { (void)inRange(anna(), annas_, "20260401", "20260401"); }), ErrorCode::BadRequest);
    limits_.listLength = 2;
    EXPECT_EQ(codeOf([&] { (void)inRange(anna(), annas_, "20260401", "20260402"); }), ErrorCode::TooLarge);
}

TEST_F(QueriesTest, PrivateEventsAreBusyTimeForOthers) {
    const auto shared = newFolder("shared", folders::kViewerRights);
    put(shared, vevent("p", when("20260310") + named("secret") + "CLASS:PRIVATE\r\nLOCATION:there\r\n"));
    put(shared, vevent("c", when("20260311") + named("secret") + "CLASS:CONFIDENTIAL\r\n"));
    put(shared, vevent("o", when("20260312") + named("open") + "CLASS:PUBLIC\r\n"));
    EXPECT_EQ(inRange(anna(), shared, "20260301", "20260401"),
              (Lines{"secret 20260310T090000Z", "secret 20260311T090000Z", "open 20260312T090000Z"}));
    EXPECT_EQ(inRange(bert(), shared, "20260301", "20260401"),
              (Lines{"? 20260310T090000Z", "? 20260311T090000Z", "open 20260312T090000Z"}));
    const auto found =
        queries_.inRange(bert(), shared, between("20260310", "20260311"), {.fields = true, .expanded = true});
    ASSERT_EQ(found.events.size(), 1U);
    const auto& event = found.events.front();
    EXPECT_TRUE(event.anonymous);
    EXPECT_FALSE(event.fields);
    EXPECT_EQ(event.summary + event.location + event.uid + event.name + event.organizer, "");
    EXPECT_EQ(event.createdBy, UserId{});
    EXPECT_EQ(event.busy, Busy::Busy);
    EXPECT_EQ(event.classification, Class::Private);
    EXPECT_EQ(queries_.search(bert(), {.pattern = "secret"}, {}).events.size(), 0U);
    EXPECT_EQ(queries_.search(anna(), {.pattern = "secret"}, {}).events.size(), 2U);
    EXPECT_EQ(::test::wholeFile(queries_.exportFolder(bert(), shared)).find("secret"), std::string::npos);
    EXPECT_NE(::test::wholeFile(queries_.exportFolder(anna(), shared)).find("secret"), std::string::npos);
}

TEST_F(QueriesTest, WhoReadsHisOwnSeesNothingElse) {
    const auto shared = newFolder("own", {.folder = 2, .read = 1});
    put(shared, vevent("a", when("20260310") + named("annas")));
    EXPECT_EQ(inRange(bert(), shared, "20260301", "20260401"), Lines{});
    EXPECT_EQ(queries_.all(bert(), shared, {}).events.size(), 0U);
    EXPECT_EQ(queries_.updates(bert(), shared, {}, {}, {}).changed.size(), 0U);
    EXPECT_EQ(queries_.search(bert(), {.pattern = "annas"}, {}).events.size(), 0U);
    EXPECT_EQ(codeOf([&] { (void)queries_.all(carl(), shared, {}); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)queries_.all(bert(), newFolder("blind", {.folder = 2}), {}); }), ErrorCode::Forbidden);
}

TEST_F(QueriesTest, AlarmsAndTransparencyAreEverybodysOwn) {
    const auto shared = newFolder("shared", folders::kViewerRights);
    const auto made = put(shared, vevent("a", when("20260310") + "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\n"
                                                                 "END:VALARM\r\n"));
    const EventRef ref{.folder = shared, .id = made.id};
    EXPECT_EQ(queries_.get(bert(), ref).fields->alarms.size(), 0U) << "Anna's ring for Anna";
    const Alarm alarm{.uid = "berts", .trigger = "-PT1H", .description = "x"};
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        PersonalWriter(tx).set(made.id, kBert, {.transparent = true, .alarms = personalAlarmsText({alarm})});
        tx.record(sync::change(sync::Kind::Event, sync::Verb::Changed, shared, made.id.value));
    });
    const auto berts = queries_.get(bert(), ref);
    ASSERT_EQ(berts.fields->alarms.size(), 1U);
    EXPECT_EQ(berts.fields->alarms.front(), alarm);
    EXPECT_TRUE(berts.fields->transparent);
    EXPECT_EQ(queries_.get(anna(), ref).fields->alarms.front().trigger, "-PT15M");
    EXPECT_FALSE(queries_.get(anna(), ref).fields->transparent);
}

TEST_F(QueriesTest, AMeetingIsSeenOnceInAllCalendars) {
    const std::string meeting = when("20260310") + named("meeting") +
                                "ORGANIZER:mailto:anna@example.com\r\nATTENDEE:mailto:bert@example.com\r\n";
    const auto shared = newFolder("shared", folders::kViewerRights);
    put(shared, vevent("m", meeting));
    put(berts_, vevent("m", meeting), CalendarUser::of(kBert));
    put(shared, vevent("x", when("20260311") + named("annas")));
    const auto found = queries_.inRange(bert(), between("20260301", "20260401"), {.expanded = true});
    EXPECT_EQ(lines(found.events), (Lines{"meeting 20260310T090000Z", "annas 20260311T090000Z"}));
    EXPECT_EQ(found.events[0].folder, berts_) << "his own copy";
}

TEST_F(QueriesTest, AMeetingIsSeenInTheCalendarThatMayBeRead) {
    const std::string meeting = when("20260310") + named("meeting") +
                                "ORGANIZER:mailto:anna@example.com\r\nATTENDEE:mailto:carl@example.com\r\n";
    put(newFolder("own", {.folder = 2, .read = 1}), vevent("m", meeting));
    const auto open = newFolder("open", folders::kViewerRights);
    put(open, vevent("m", meeting), CalendarUser::of(kCarl));
    const auto found = queries_.inRange(bert(), between("20260301", "20260401"), {.expanded = true});
    EXPECT_EQ(lines(found.events), (Lines{"meeting 20260310T090000Z"}));
}

TEST_F(QueriesTest, WhatNeedsAnAnswer) {
    const auto invited = [&](const std::string& uid, const std::string& partStat, const std::string& lines) {
        put(berts_,
            vevent(uid, lines + named(uid) + "ORGANIZER:mailto:anna@example.com\r\nATTENDEE;PARTSTAT=" + partStat +
                            ":mailto:bert@example.com\r\n"),
            CalendarUser::of(kBert));
    };
    invited("open", "NEEDS-ACTION", when("20260310"));
    invited("old", "NEEDS-ACTION", when("20260110"));
    invited("yes", "ACCEPTED", when("20260310"));
    invited("series", "NEEDS-ACTION", when("20250310") + "RRULE:FREQ=WEEKLY\r\n");
    const auto open = queries_.needsAction(bert(), between("20260301", "20260401"), {});
    EXPECT_EQ(lines(open.events), (Lines{"series 20250310T090000Z", "open 20260310T090000Z"}));
    EXPECT_EQ(queries_.needsAction(anna(), between("20260301", "20260401"), {}).events.size(), 0U);
}

TEST_F(QueriesTest, DelegatesOfAResourceHaveToAnswerForIt) {
    principals::ResourceId room;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        principals::BookingPolicy policy{.everybody = principals::BookingPrivilege::AskToBook};
        policy.entries[{.group = false, .id = kBert.value}] = principals::BookingPrivilege::Delegate;
        room = principals::addResource(
            tx, {.name = "room", .displayName = "Room", .email = "room@example.com", .booking = policy});
    });
    const auto asked = [&](const std::string& uid, const std::string& partStat, const std::string& lines) {
        put(FolderId{0},
            vevent(uid, lines + named(uid) + "ORGANIZER:mailto:anna@example.com\r\nATTENDEE;PARTSTAT=" + partStat +
                            ":mailto:room@example.com\r\n"),
            CalendarUser::of(room));
    };
    asked("open", "NEEDS-ACTION", when("20260310"));
    asked("yes", "ACCEPTED", when("20260311"));
    asked("weekly", "NEEDS-ACTION", when("20250310") + "RRULE:FREQ=WEEKLY\r\n");
    const auto range = between("20260301", "20260401");
    const auto waiting = queries_.needsAction(bert(), range, {.fields = true}).events;
    EXPECT_EQ(lines(waiting), (Lines{"weekly 20250310T090000Z", "open 20260310T090000Z"}));
    EXPECT_EQ(waiting.back().owner, CalendarUser::of(room));
    EXPECT_EQ(waiting.back().fields->attendees.size(), 1U);
    EXPECT_TRUE(queries_.needsAction(carl(), range, {}).events.empty());
    EXPECT_TRUE(queries_.needsAction(anna(), range, {}).events.empty());

    asked("secret", "NEEDS-ACTION", when("20260320") + "CLASS:PRIVATE\r\n");
    const auto secret = queries_.needsAction(bert(), range, {.fields = true}).events.back();
    EXPECT_EQ(secret.start, at("20260320T090000Z"));
    EXPECT_TRUE(secret.anonymous && secret.summary.empty() && !secret.fields);
}

TEST_F(QueriesTest, SearchLooksThroughEverythingThatSomebodyMayRemember) {
    put(annas_, vevent("a", when("20260310") + named("Frühstück")));
    put(annas_, vevent("b", when("20260311") + "LOCATION:Früher Ort\r\n"));
    put(annas_, vevent("c", when("20260312") + "CATEGORIES:x,FRÜH\r\n"));
    put(annas_, vevent("d", when("20260313") + "DESCRIPTION:früh\r\n"));
    put(berts_, vevent("e", when("20260313") + named("früh")), CalendarUser::of(kBert));
    put(annas_, vevent("g", when("20260313") + "DESCRIPTION:first\\nin der Fruh it begins\r\n"));
    put(annas_, vevent("h", when("20260313") + "COMMENT:FRÜHER war mehr\r\nORGANIZER;CN=Zoe:mailto:z@example.org\r\n"
                                               "ATTENDEE;CN=\"Ms. Yu\":mailto:y100%@example.net\r\n"));
    const auto found = [&](const std::string& pattern) {
        return queries_.search(anna(), {.pattern = pattern}, {}).events.size();
    };
    EXPECT_EQ(found("früh"), 6U) << "whatever the case and the accents";
    EXPECT_EQ(found("früh*"), 5U) << "with wildcards a whole line";
    EXPECT_EQ(found("*begins"), 1U);
    EXPECT_EQ(found("first*begins"), 1U) << "or several";
    EXPECT_EQ(found("zo"), 1U) << "also what is short";
    EXPECT_EQ(found("ms. yu"), 1U);
    EXPECT_EQ(found("0%@"), 1U);
    EXPECT_EQ(found("u%b"), 0U) << "no wildcard of a client's";
    EXPECT_EQ(found("stück\nfrüh"), 0U);
    EXPECT_EQ(found(""), 6U);
    EXPECT_EQ(queries_.search(anna(), {.pattern = "", .folder = annas_, .range = between("20260312", "20260313")}, {})
                  .events.size(),
              1U);
    EXPECT_EQ(codeOf([&] { (void)queries_.search(anna(), {.pattern = std::string(300, 'x')}, {}); }),
              ErrorCode::TooLarge);
}

TEST_F(QueriesTest, SearchesThroughTooManyEventsAreRefused) {
    const auto other = newFolder("other");
    for (const auto* uid : {"a", "b", "c"}) put(annas_, vevent(uid, when("20260310") + named("lunch")));
    put(other, vevent("d", when("20260310") + named("lunch")));
    limits_.searchedEvents = 4;
    EXPECT_EQ(queries_.search(anna(), {.pattern = "lunch"}, {}).events.size(), 4U);
    limits_.searchedEvents = 3;
    EXPECT_EQ(codeOf([&] { (void)queries_.search(anna(), {.pattern = "lunch"}, {}); }), ErrorCode::TooLarge);
    EXPECT_EQ(queries_.search(anna(), {.pattern = "lunch", .folder = annas_}, {}).events.size(), 3U);
    limits_.searchedEvents = 2;
    EXPECT_EQ(codeOf([&] { (void)queries_.search(anna(), {.pattern = "lunch", .folder = annas_}, {}); }),
              ErrorCode::TooLarge);
}

// A statement takes 512 folders, a search any number.
TEST_F(QueriesTest, TooManyEventsAreThoseOfAllFoldersTogether) {
    const auto other = newFolder("other");
    for (const auto* uid : {"a", "b"}) put(annas_, vevent(uid, when("20260310")));
    for (const auto* uid : {"c", "d"}) put(other, vevent(uid, when("20260310")));
    std::vector<std::int64_t> folders{annas_.value};
    for (std::int64_t id = 1'000'000; folders.size() < 3 * dbpool::ReadSession::kMaxListValues; ++id)
        folders.push_back(id);
    folders.push_back(other.value);
    const auto haveMoreThan = [&](std::size_t most) {
        return database().read(anna().context, anna().freshness, [&](dbpool::ReadSession& session) {
            return EventReader(session).haveMoreThan(most, folders);
        });
    };
    for (const std::size_t most : {0U, 1U, 2U, 3U}) EXPECT_TRUE(haveMoreThan(most)) << most;
    for (const std::size_t most : {4U, 5U}) EXPECT_FALSE(haveMoreThan(most)) << most;
}

TEST_F(QueriesTest, WhatIsPrivateIsFoundByNoneOfItsWords) {
    const auto shared = newFolder("shared", folders::kViewerRights);
    const std::string words =
        "LOCATION:secret\r\nDESCRIPTION:secret\r\nATTENDEE;CN=secret:mailto:secret@example.com\r\nCOMMENT:secret\r\n";
    put(shared, vevent("a", when("20260310") + words + "CLASS:PRIVATE\r\n"));
    put(shared, vevent("b", when("20260310") + words + "CLASS:CONFIDENTIAL\r\n"));
    put(shared, vevent("c", when("20260310") + words + "CLASS:X-UNKNOWN\r\n"));
    put(shared, vevent("d", when("20260310") + words));
    EXPECT_EQ(queries_.search(bert(), {.pattern = "secret"}, {}).events.size(), 1U);
    EXPECT_EQ(queries_.search(bert(), {.pattern = ""}, {}).events.size(), 1U);
    EXPECT_EQ(queries_.search(anna(), {.pattern = "secret"}, {}).events.size(), 4U);
}

TEST_F(QueriesTest, ListsHaveTheHintsWithoutTheTexts) {
    const auto shared = newFolder("shared", folders::kViewerRights);
    const auto made = put(shared, vevent("a", when("20260310") + "TRANSP:TRANSPARENT\r\nRRULE:FREQ=DAILY;COUNT=3\r\n"
                                                                 "CONFERENCE:tel:+49\r\nBEGIN:VALARM\r\n"
                                                                 "ACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n"));
    const auto listed = [&](const Caller& caller) {
        return queries_.inRange(caller, shared, between("20260301", "20260401"), {.expanded = true, .personal = true})
            .events;
    };
    const auto annas = listed(anna());
    ASSERT_EQ(annas.size(), 3U);
    EXPECT_FALSE(annas[0].fields);
    EXPECT_TRUE(annas[0].hints.has(Hint::Alarms) && annas[0].hints.has(Hint::Conferences));
    EXPECT_TRUE(annas[0].hints.has(Hint::FirstInstance) && !annas[0].hints.has(Hint::LastInstance));
    EXPECT_FALSE(annas[1].hints.has(Hint::FirstInstance) || annas[1].hints.has(Hint::LastInstance));
    EXPECT_TRUE(!annas[2].hints.has(Hint::FirstInstance) && annas[2].hints.has(Hint::LastInstance));
    EXPECT_FALSE(listed(bert())[0].hints.has(Hint::Alarms)) << "Anna's ring for Anna";
    EXPECT_TRUE(listed(bert())[0].hints.has(Hint::Transparent));
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        PersonalWriter(tx).set(
            made.id, kBert, {.transparent = false, .alarms = personalAlarmsText({{.uid = "b", .trigger = "-PT1H"}})});
        tx.record(sync::change(sync::Kind::Event, sync::Verb::Changed, shared, made.id.value));
    });
    EXPECT_TRUE(listed(bert())[0].hints.has(Hint::Alarms));
    EXPECT_FALSE(listed(bert())[0].hints.has(Hint::Transparent));
    EXPECT_TRUE(listed(anna())[0].hints.has(Hint::Transparent));
}

TEST_F(QueriesTest, ObjectsAndFiles) {
    const std::string zone =
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\n"
        "TZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    const auto shared = newFolder("shared", folders::kViewerRights);
    const auto made = put(shared, zone + vevent("a", when("20260310") + named("one")));
    put(shared, zone + vevent("b", when("20260311") + named("two") + "CLASS:PRIVATE\r\nATTENDEE:mailto:x@y.z\r\n"));
    EXPECT_EQ(queries_.object(bert(), shared, made.name).text, made.text);
    EXPECT_EQ(codeOf([&] { (void)queries_.object(bert(), shared, "other.ics"); }), ErrorCode::NotFound);
    const auto file = parsed(::test::wholeFile(queries_.exportFolder(bert(), shared)));
    EXPECT_EQ(formats::ical::all(file, "VTIMEZONE").size(), 1U);
    const auto events = formats::ical::all(file, "VEVENT");
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[1]->find("SUMMARY"), nullptr);
    EXPECT_EQ(events[1]->find("ATTENDEE"), nullptr);
    EXPECT_NE(events[1]->find("DTSTART"), nullptr);
    const EventRef ref{.folder = shared, .id = made.id};
    EXPECT_EQ(formats::ical::all(parsed(::test::wholeFile(queries_.exportEvents(bert(), {&ref, 1}))), "VEVENT").size(),
              1U);
}

}  // namespace
}  // namespace groupware::calendar
