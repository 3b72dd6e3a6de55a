#include "groupware/calendar/freebusy/free_busy.h"

#include "groupware/base/options.h"
#include "groupware/calendar/freebusy/free_busy_archive.h"
#include "groupware/calendar/freebusy/free_busy_settings.h"
#include "groupware/calendar/freebusy/published_free_busy.h"
#include "groupware/principals/guest.h"
#include "groupware/principals/service/group_provisioning.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "tests/groupware/calendar/calendar_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace groupware::calendar {
namespace {

using Lines = std::vector<std::string>;

std::string text(Instant instant) {
    return formats::ical::write(formats::ical::utc(std::chrono::floor<std::chrono::seconds>(instant)));
}
Lines linesOf(const std::vector<BusyPeriod>& periods) {
    constexpr std::array kNames{"free", "busy", "tentative", "unavailable"};
    Lines lines;
    for (const auto& one : periods) {
        lines.push_back(text(one.from) + " " + text(one.to) + " " + kNames.at(static_cast<std::size_t>(one.busy)));
    }
    return lines;
}

std::string timed(const std::string& start, const std::string& end, const std::string& more = "") {
    return "DTSTART:" + start + "\r\nDTEND:" + end + "\r\n" + more;
}

class FreeBusyTest : public CalendarTest {
protected:
    FreeBusyTest() {
        database().write(kContext, [](dbpool::WriteTransaction& tx) {
            const principals::ModuleAccess access({principals::Module::Calendar});
            for (const auto user : {kAnna, kBert})
                principals::changeUser(tx, user, {.timeZone = "Europe/Berlin", .access = access});
        });
    }
    /// The week from Monday, 2026-03-02.
    static FreeBusyQuery week(std::vector<CalendarUser> users) {
        return {.users = std::move(users), .from = at("20260302T000000Z"), .to = at("20260309T000000Z")};
    }
    Lines busy(const Caller& caller, CalendarUser user) {
        const auto answers = service_.of(caller, week({user}));
        EXPECT_EQ(answers.size(), 1U);
        return linesOf(answers.front().periods);
    }
    std::vector<UserId> addColleagues(int count) {
        std::vector<UserId> users;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            users.clear();
            for (int i = 0; i < count; ++i) {
                users.push_back(principals::test::addPerson(tx, "colleague" + std::to_string(i)));
            }
        });
        return users;
    }
    principals::ResourceId addRoom() {
        principals::ResourceId room;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            room = principals::addResource(tx, {.name = "room", .displayName = "Room", .email = "room@example.com"});
        });
        return room;
    }
    static Caller current(Caller caller, CommitToken committed) {
        caller.freshness = Freshness::atLeast(committed);
        return caller;
    }

    FreeBusyLimits freeBusyLimits_ = FreeBusyLimits::from(Configuration(options()));
    FreeBusyService service_{database(), access_, findZone, [this] { return freeBusyLimits_; }};
    FreeBusySettings settings_{database(), [this] { return freeBusyLimits_; }};
    FreeBusyUrls urls_{database(), principals::ShareTokens("a cluster's key")};
    PublishedFreeBusy published_{
        {.database = database(), .freeBusy = service_, .clock = clock_, .urls = urls_, .limits = [this] {
             return freeBusyLimits_;
         }}};
};

TEST_F(FreeBusyTest, TellsWhatAnEventMakesOfItsOwnersTime) {
    const std::string anna = "ATTENDEE;PARTSTAT=";
    const std::string organizer = "ORGANIZER:mailto:boss@example.org\r\n";
    struct Case {
        const char* why;
        std::string lines;
        Lines wanted;
    };
    // RFC 4791 section 7.10
    const std::array cases{
        Case{"busy", timed("20260303T100000Z", "20260303T110000Z"), {"20260303T100000Z 20260303T110000Z busy"}},
        Case{"transparent", timed("20260303T100000Z", "20260303T110000Z", "TRANSP:TRANSPARENT\r\n"), {}},
        Case{"cancelled", timed("20260303T100000Z", "20260303T110000Z", "STATUS:CANCELLED\r\n"), {}},
        Case{"tentative",
             timed("20260303T100000Z", "20260303T110000Z", "STATUS:TENTATIVE\r\n"),
             {"20260303T100000Z 20260303T110000Z tentative"}},
        Case{"not answered",
             timed("20260303T100000Z", "20260303T110000Z",
                   organizer + anna + "NEEDS-ACTION:mailto:anna@example.com\r\n"),
             {"20260303T100000Z 20260303T110000Z tentative"}},
        Case{"declined",
             timed("20260303T100000Z", "20260303T110000Z", organizer + anna + "DECLINED:mailto:anna@example.com\r\n"),
             {}},
        Case{"across the end of the week",
             timed("20260308T230000Z", "20260310T000000Z"),
             {"20260308T230000Z 20260309T000000Z busy"}},
        Case{"longer than a month",
             timed("20260101T000000Z", "20260401T000000Z"),
             {"20260302T000000Z 20260309T000000Z busy"}},
        Case{"a whole day, where Anna is",
             "DTSTART;VALUE=DATE:20260303\r\n",
             {"20260302T230000Z 20260303T230000Z busy"}},
        Case{"a floating time",
             "DTSTART:20260303T100000\r\nDURATION:PT1H\r\n",
             {"20260303T090000Z 20260303T100000Z busy"}},
        Case{"an old series",
             "DTSTART;TZID=Europe/Berlin:20160307T090000\r\nDURATION:PT30M\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE\r\n"
             "EXDATE;TZID=Europe/Berlin:20260304T090000\r\n",
             {"20260302T080000Z 20260302T083000Z busy"}},
    };
    for (const auto& one : cases) {
        const auto object = put(annas_, vevent("one", one.lines));
        EXPECT_EQ(busy(carl(), CalendarUser::of(kAnna)), one.wanted) << one.why;
        erase(object);
    }
}

TEST_F(FreeBusyTest, AnInstanceThatWasMovedIsBusyWhereItIs) {
    put(annas_, vevent("one", "DTSTART:20260302T100000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2\r\n") +
                    vevent("one", "RECURRENCE-ID:20260303T100000Z\r\nDTSTART:20260305T120000Z\r\nDURATION:PT1H\r\n"));
    EXPECT_EQ(busy(carl(), CalendarUser::of(kAnna)),
              (Lines{"20260302T100000Z 20260302T110000Z busy", "20260305T120000Z 20260305T130000Z busy"}));
}

TEST_F(FreeBusyTest, OnlyWhoMayReadAnEventLearnsMoreThanItsTime) {
    const auto shared = newFolder("shared", folders::kViewerRights);
    put(annas_, vevent("own", timed("20260302T100000Z", "20260302T110000Z", "SUMMARY:Secret\r\n")));
    put(shared, vevent("open", timed("20260303T100000Z", "20260303T110000Z", "SUMMARY:Open\r\n")));
    put(shared,
        vevent("private", timed("20260304T100000Z", "20260304T110000Z", "SUMMARY:Private\r\nCLASS:PRIVATE\r\n")));
    const auto titles = [&](const Caller& caller) {
        Lines found;
        const auto answers = service_.of(caller, week({CalendarUser::of(kAnna)}));
        for (const auto& event : answers.front().events) {
            EXPECT_EQ(event.event.anonymous, event.event.summary.empty());
            found.push_back(event.event.summary);
        }
        return found;
    };
    EXPECT_EQ(titles(anna()), (Lines{"Secret", "Open", "Private"}));
    EXPECT_EQ(titles(bert()), (Lines{"", "Open", ""}));
    EXPECT_EQ(titles(carl()), (Lines{"", "", ""}));

    const auto committed = settings_.setVisibility(anna(), FreeBusyVisibility::None);
    EXPECT_EQ(settings_.visibility(current(anna(), committed)), FreeBusyVisibility::None);
    EXPECT_EQ(titles(anna()).size(), 3U) << "oneself is not hidden";
    EXPECT_EQ(titles(bert()), Lines{"Open"}) << "what he may read he sees";
    const auto answer = service_.of(carl(), week({CalendarUser::of(kAnna)})).front();
    EXPECT_EQ(answer.known, FreeBusy::Known::Hidden);
    EXPECT_TRUE(answer.periods.empty() && answer.events.empty());
}

TEST_F(FreeBusyTest, APrivateInstanceOfAnOpenSeriesIsPrivate) {
    const auto shared = newFolder("shared", folders::kViewerRights);
    put(shared,
        vevent("one", "SUMMARY:Open\r\nDTSTART:20260302T100000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2\r\n") +
            vevent("one",
                   "SUMMARY:Secret\r\nCLASS:PRIVATE\r\nRECURRENCE-ID:20260303T100000Z\r\n"
                   "DTSTART:20260303T100000Z\r\nDURATION:PT1H\r\n"));
    const auto answers = service_.of(bert(), week({CalendarUser::of(kAnna)}));
    ASSERT_EQ(answers.front().events.size(), 2U);
    EXPECT_EQ(answers.front().events[0].event.summary, "Open");
    EXPECT_EQ(answers.front().events[1].event.summary, "");
    EXPECT_TRUE(answers.front().events[1].event.anonymous);
}

TEST_F(FreeBusyTest, GroupsAreTheirMembersAndEverybodyComesOnce) {
    GroupId team;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        team = principals::addGroup(tx, {.name = "team", .displayName = "Team", .members = {kBert, kCarl}});
    });
    put(berts_, vevent("one", timed("20260303T100000Z", "20260303T110000Z")), CalendarUser::of(kBert));
    auto query = week({CalendarUser::of(kCarl), CalendarUser::of(UserId{99})});
    query.groups = {team, GroupId{98}};
    const auto answers = service_.of(anna(), query);
    ASSERT_EQ(answers.size(), 3U);
    EXPECT_EQ(answers[0].user, CalendarUser::of(kCarl));
    EXPECT_EQ(answers[1].known, FreeBusy::Known::NotFound);
    EXPECT_EQ(answers[2].user, CalendarUser::of(kBert));
    EXPECT_EQ(answers[2].periods.size(), 1U);
}

TEST_F(FreeBusyTest, ResourcesAreBusyWhenTheyAreBooked) {
    const auto room = addRoom();
    put(FolderId{0}, vevent("one", timed("20260303T100000Z", "20260303T110000Z", "SUMMARY:Board\r\n")),
        CalendarUser::of(room));
    const auto answers = service_.of(bert(), week({CalendarUser::of(room), {CalendarUser::Kind::Resource, 99}}));
    EXPECT_EQ(linesOf(answers[0].periods), Lines{"20260303T100000Z 20260303T110000Z busy"});
    EXPECT_TRUE(answers[0].events.front().event.anonymous);
    EXPECT_EQ(answers[1].known, FreeBusy::Known::NotFound);
    EXPECT_EQ(service_.of(anna(), week({CalendarUser::of(room)})).front().events.front().event.summary, "Board")
        << "she booked it";
    EXPECT_EQ(service_.of(carl(), week({CalendarUser::of(room)})).front().events.front().event.summary, "");
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        principals::changeResource(tx, room, {.booking = [](principals::BookingPolicy& policy) {
                                       policy.entries[{.group = false, .id = kCarl.value}] =
                                           principals::BookingPrivilege::Delegate;
                                   }});
    });
    EXPECT_EQ(service_.of(carl(), week({CalendarUser::of(room)})).front().events.front().event.summary, "Board")
        << "he answers for it";
}

TEST_F(FreeBusyTest, NoCopyOfTheMaskedEventCounts) {
    const auto annas = put(annas_, vevent("meeting", timed("20260303T100000Z", "20260303T110000Z")));
    put(berts_, vevent("meeting", timed("20260303T100000Z", "20260303T110000Z")), CalendarUser::of(kBert));
    put(berts_, vevent("other", timed("20260304T100000Z", "20260304T110000Z")), CalendarUser::of(kBert));
    auto query = week({CalendarUser::of(kAnna), CalendarUser::of(kBert)});
    query.mask = annas.id;
    const auto answers = service_.of(anna(), query);
    EXPECT_TRUE(answers[0].periods.empty());
    EXPECT_EQ(linesOf(answers[1].periods), Lines{"20260304T100000Z 20260304T110000Z busy"});
}

TEST_F(FreeBusyTest, WhoIsNotAvailableIsBusy) {
    put(annas_, vevent("one", timed("20260302T100000Z", "20260302T110000Z")));
    const std::string given = vcalendar(
        "BEGIN:VAVAILABILITY\r\nUID:own\r\nDTSTAMP:20260101T000000Z\r\nDTEND:20260304T000000Z\r\nBEGIN:AVAILABLE\r\n"
        "UID:a\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260302T090000\r\nDTEND:20260302T170000\r\n"
        "RRULE:FREQ=DAILY\r\nEND:AVAILABLE\r\nEND:VAVAILABILITY\r\n");
    const auto committed = settings_.setAvailability(anna(), given);
    EXPECT_EQ(settings_.availability(current(anna(), committed)), given) << "octet for octet";
    const Lines wanted{"20260302T000000Z 20260302T080000Z unavailable", "20260302T100000Z 20260302T110000Z busy",
                       "20260302T160000Z 20260303T080000Z unavailable",
                       "20260303T160000Z 20260304T000000Z unavailable"};
    EXPECT_EQ(busy(bert(), CalendarUser::of(kAnna)), wanted);
    EXPECT_EQ(busy(anna(), CalendarUser::of(kBert)), Lines{});
    settings_.setAvailability(anna(), "");
    EXPECT_EQ(busy(bert(), CalendarUser::of(kAnna)), Lines{wanted[1]});
    EXPECT_EQ(codeOf([&] { settings_.setAvailability(anna(), "nonsense"); }), ErrorCode::BadRequest);
}

TEST_F(FreeBusyTest, WhatOneSaysOfOnesTimeIsArchivedAndGoesWithOne) {
    const FreeBusyArchive archive{Configuration(options()), principals::ShareTokens("a cluster's key")};
    const auto texts = [&](UserId user) {
        auto session = database().read(kContext, Freshness::strict());
        return archive.texts(session, user);
    };
    const auto restore = [&](UserId user, const principals::UserTexts& given) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) { archive.restore(tx, user, given); });
    };
    EXPECT_TRUE(texts(kAnna).empty());
    settings_.setAvailability(anna(), vcalendar("BEGIN:VAVAILABILITY\r\nUID:own\r\nEND:VAVAILABILITY\r\n"));
    settings_.setVisibility(anna(), FreeBusyVisibility::None);
    published_.publish(anna());
    const auto url = urls_.token(kContext, kAnna, Freshness::strict());
    const auto all = texts(kAnna);
    EXPECT_EQ(codeOf([&] { restore(kBert, all); }), ErrorCode::Conflict) << "a URL is one user's";
    auto kept = all;
    EXPECT_EQ(kept.erase("publishedSeed"), 1U);
    restore(kBert, kept);
    EXPECT_EQ(texts(kBert), kept);
    EXPECT_EQ(codeOf([&] { restore(kCarl, {{"availability", "nonsense"}}); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { restore(kCarl, {{"freeBusyVisibility", "some"}}); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { restore(kCarl, {{"publishedSeed", "00"}}); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { restore(kCarl, {{"mood", "good"}}); }), ErrorCode::BadRequest);
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        archive.remove(tx, kAnna);
        tx.record(sync::change(sync::Kind::User, sync::Verb::Removed, {0}, kAnna.value));
    });
    EXPECT_TRUE(texts(kAnna).empty());
    EXPECT_EQ(rowsOf("calendar_free_busy"), 1);
    restore(kAnna, all);
    EXPECT_EQ(urls_.token(kContext, kAnna, Freshness::strict()), url);
}

TEST_F(FreeBusyTest, WhatCannotBeAskedIsRefused) {
    auto query = week({CalendarUser::of(kAnna)});
    auto guest = carl();
    guest.groups = {principals::kGuests};
    EXPECT_EQ(codeOf([&] { (void)service_.of(guest, query); }), ErrorCode::Forbidden);
    auto nobody = carl();
    nobody.modules = {"tasks"};
    EXPECT_EQ(codeOf([&] { (void)service_.of(nobody, query); }), ErrorCode::Forbidden);
    std::swap(query.from, query.to);
    EXPECT_EQ(codeOf([&] { (void)service_.of(carl(), query); }), ErrorCode::BadRequest);
    query = week({CalendarUser::of(FolderId{20})});
    EXPECT_EQ(codeOf([&] { (void)service_.of(carl(), query); }), ErrorCode::BadRequest);
    query = week({CalendarUser::of(kAnna), CalendarUser::of(kBert)});
    freeBusyLimits_.users = 1;
    EXPECT_EQ(codeOf([&] { (void)service_.of(carl(), query); }), ErrorCode::TooLarge);
    freeBusyLimits_.range = std::chrono::days(6);
    EXPECT_EQ(codeOf([&] { (void)service_.of(carl(), query); }), ErrorCode::BadRequest);
}

TEST_F(FreeBusyTest, ALongAnswerIsRefusedAndNeverCut) {
    put(annas_, vevent("one", "DTSTART:20260302T000000Z\r\nDURATION:PT10M\r\nRRULE:FREQ=HOURLY\r\n"));
    freeBusyLimits_.periods = 7 * 24;
    EXPECT_EQ(busy(carl(), CalendarUser::of(kAnna)).size(), 7U * 24U);
    freeBusyLimits_.periods = 7 * 24 - 1;
    EXPECT_EQ(codeOf([&] { (void)busy(carl(), CalendarUser::of(kAnna)); }), ErrorCode::TooLarge);
}

TEST_F(FreeBusyTest, ASeriesOfTooManyInstancesIsBusyAllTheTime) {
    put(annas_, vevent("dense", "DTSTART:20260302T000000Z\r\nDURATION:PT10M\r\nRRULE:FREQ=HOURLY\r\n"));
    put(berts_, vevent("other", timed("20260304T100000Z", "20260304T110000Z")), CalendarUser::of(kBert));
    freeBusyLimits_.bounds.occurrences = 100;
    const auto answers = service_.of(carl(), week({CalendarUser::of(kAnna), CalendarUser::of(kBert)}));
    EXPECT_EQ(linesOf(answers[0].periods), Lines{"20260302T000000Z 20260309T000000Z busy"});
    EXPECT_EQ(linesOf(answers[1].periods), Lines{"20260304T100000Z 20260304T110000Z busy"}) << "others are answered";
}

TEST_F(FreeBusyTest, AnAvailabilityOfTooManyTimesFailsNobodyElse) {
    settings_.setAvailability(anna(), vcalendar("BEGIN:VAVAILABILITY\r\nUID:own\r\nDTSTAMP:20260101T000000Z\r\n"
                                                "BEGIN:AVAILABLE\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\n"
                                                "DTSTART:20260101T000000Z\r\nDURATION:PT1M\r\n"
                                                "RRULE:FREQ=HOURLY\r\nEND:AVAILABLE\r\nEND:VAVAILABILITY\r\n"));
    put(berts_, vevent("other", timed("20260304T100000Z", "20260304T110000Z")), CalendarUser::of(kBert));
    freeBusyLimits_.bounds.occurrences = 100;
    const auto answers = service_.of(carl(), week({CalendarUser::of(kAnna), CalendarUser::of(kBert)}));
    EXPECT_EQ(linesOf(answers[0].periods), Lines{"20260302T000000Z 20260309T000000Z unavailable"});
    EXPECT_EQ(linesOf(answers[1].periods), Lines{"20260304T100000Z 20260304T110000Z busy"});
}

TEST_F(FreeBusyTest, FiftyUsersCostTheStatementsOfOne) {
    const auto colleagues = addColleagues(50);
    const auto fill = [&](UserId user, int count) {
        for (int i = 0; i < count; ++i) {
            const auto day = std::to_string(i % 7 + 2);
            put(annas_,
                vevent("u" + std::to_string(i), timed("2026030" + day + "T100000Z", "2026030" + day + "T110000Z")),
                CalendarUser::of(user));
        }
    };
    FreeBusyQuery one = week({CalendarUser::of(colleagues.front())});
    FreeBusyQuery all = week({});
    for (const auto user : colleagues) {
        fill(user, 3);
        all.users.push_back(CalendarUser::of(user));
    }
    const auto caller = current(bert(), database().write(kContext, [](dbpool::WriteTransaction& /*tx*/) {}));
    (void)service_.of(caller, all);  // statements are prepared
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    // User's zones, what they say of themselves, two halves of the index, folders that the caller may read.
    const auto single = counter.statements([&] { (void)service_.of(caller, one); });
    EXPECT_EQ(single, 5);
    EXPECT_EQ(counter.statements([&] { (void)service_.of(caller, all); }), 5);
    const auto answers = service_.of(caller, all);
    EXPECT_EQ(answers.size(), 50U);
    for (const auto& answer : answers) EXPECT_EQ(answer.periods.size(), 3U);
    // An old calendar costs no more than a new one.
    const auto before = counter.rows([&] { (void)service_.of(caller, one); });
    put(annas_, vevent("old", timed("20200302T100000Z", "20200302T110000Z")), CalendarUser::of(colleagues.front()));
    put(annas_, vevent("ended", timed("20200302T100000Z", "20200302T110000Z", "RRULE:FREQ=DAILY;COUNT=9\r\n")),
        CalendarUser::of(colleagues.front()));
    EXPECT_EQ(counter.rows([&] { (void)service_.of(caller, one); }), before.value);
}

TEST_F(FreeBusyTest, AUrlShowsTimesToWhoeverHasIt) {
    put(annas_, vevent("one", timed("20260303T100000Z", "20260303T110000Z", "SUMMARY:Secret\r\n")));
    EXPECT_FALSE(published_.token(anna()).has_value());
    const auto made = published_.publish(anna());
    EXPECT_EQ(published_.token(current(anna(), made.committed)), made.token) << "she is told it again";
    const auto shown = published_.text(made.token, {});
    for (const auto* line : {"BEGIN:VFREEBUSY\r\n", "FREEBUSY;FBTYPE=BUSY:20260303T100000Z/20260303T110000Z\r\n",
                             "ORGANIZER:mailto:Anna@example.com\r\n", "METHOD:PUBLISH\r\n",
                             "DTSTART:20260222T000000Z\r\n", "DTEND:20260426T000000Z\r\n"}) {
        EXPECT_NE(shown.find(line), std::string::npos) << line << shown;
    }
    EXPECT_EQ(shown.find("Secret"), std::string::npos);
    clock_.advance(std::chrono::hours(1));
    EXPECT_EQ(published_.text(made.token, {}), shown) << "the same octets on the same day";
    EXPECT_EQ(published_.text(made.token, {.from = at("20260303T103000Z"), .to = at("20260303T113000Z")})
                      .find("20260303T103000Z/20260303T110000Z") == std::string::npos,
              false);

    auto wrong = made.token;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    for (const auto& token : {wrong, std::string(), std::string("x"), "0000ffff" + made.token.substr(8)}) {
        EXPECT_EQ(codeOf([&] { (void)published_.text(token, {}); }), ErrorCode::NotFound) << token;
    }
    EXPECT_EQ(codeOf([&] { (void)published_.text(made.token, {.from = at("20250101T000000Z")}); }),
              ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { (void)published_.text(made.token, {.to = at("20300101T000000Z")}); }),
              ErrorCode::BadRequest);

    const auto again = published_.publish(anna()).token;
    EXPECT_NE(again, made.token);
    EXPECT_EQ(codeOf([&] { (void)published_.text(made.token, {}); }), ErrorCode::NotFound) << "the old one is over";
    settings_.setVisibility(anna(), FreeBusyVisibility::None);
    EXPECT_EQ(published_.text(again, {}), [&] {
        auto same = shown;
        const auto uid = same.find("UID:") + 4;
        const auto other = published_.text(again, {});
        return same.replace(uid, 32, other.substr(uid, 32));
    }()) << "what is published is published";
    published_.unpublish(anna());
    EXPECT_EQ(codeOf([&] { (void)published_.text(again, {}); }), ErrorCode::NotFound);

    const auto berts = published_.publish(bert()).token;
    database().write(kContext,
                     [](dbpool::WriteTransaction& tx) { principals::changeUser(tx, kBert, {.enabled = false}); });
    EXPECT_EQ(codeOf([&] { (void)published_.text(berts, {}); }), ErrorCode::NotFound) << "he may not log in any more";
}

}  // namespace
}  // namespace groupware::calendar
