#include "groupware/calendar/maintenance/calendar_check.h"

#include "filestore/quota.h"
#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/calendar/service/calendar_attachments.h"
#include "groupware/calendar/store/event_reader.h"
#include "groupware/principals/service/object_quotas.h"
#include "tests/groupware/calendar/scheduling_fixture.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace groupware::calendar {
namespace {

using Words = std::vector<std::string>;

class CalendarCheckTest : public SchedulingTest {
protected:
    void sql(const std::string& statement) { connect()->command(statement); }
    /// Of the first copy of a meeting.
    void damage(UserId owner, const std::string& set, const std::string& uid = "u1") {
        sql("UPDATE calendar_object SET " + set + " WHERE cid = 7 AND owner_kind = 1 AND owner = " +
            std::to_string(owner.value) + " AND uid = '" + uid + "'");
    }
    /// The text with something else in it.
    void damageText(UserId owner, const std::string& from, const std::string& to) {
        damage(owner, "text = REPLACE(text, '" + from + "', '" + to + "')");
    }
    Words run(bool repair) {
        Words words;
        EventId after{};
        for (;;) {
            const auto page = repair ? check_.repair(kContext, after) : check_.inspect(kContext, after);
            for (const auto& finding : page.findings) words.emplace_back(wordOf(finding.kind));
            if (page.end) return words;
            after = page.next;
        }
    }
    Words inspect() { return run(false); }
    Words repair() { return run(true); }
    void invite() {
        make(anna(), kAnna,
             meeting(attendee("Anna", ";PARTSTAT=ACCEPTED") + attendee("Bert") + attendee("Carl") +
                     "RRULE:FREQ=DAILY;COUNT=5\r\n"));
    }

    /// Of events, for all of the context.
    void setQuota(std::int64_t most) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            principals::setQuota(tx, principals::QuotaModule::Calendar, most);
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {}, 0));
        });
    }

    static inline const std::string kOwn = "DTSTART:20260320T100000Z\r\nDURATION:PT1H\r\nSUMMARY:Own\r\n";
    static inline const std::string kAlarm =
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n";
    CalendarCheck check_{
        {.database = database(), .clock = clock_, .find = findZone, .limits = [this] { return limits_; }}};
};

TEST_F(CalendarCheckTest, NothingIsWrongWithWhatUsersDo) {
    invite();
    put(annas_, vevent("own", "DTSTART:20260302T100000Z\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Own\r\n"));
    put(annas_, vevent("days", "DTSTART;VALUE=DATE:20260302\r\nSUMMARY:Days\r\n"));
    auto accepted = replaced(copy(kBert)->text, "ATTENDEE:mailto:Bert", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:Bert");
    change(bert(), kBert, replaced(accepted, "SUMMARY", "CATEGORIES:Mine\r\nX-MINE:1\r\nSUMMARY"));
    change(bert(), kBert, "RRULE", "EXDATE;TZID=Europe/Berlin:20260312T100000\r\nRRULE", "u1");
    remove(carl(), kCarl);
    change(anna(), kAnna, "RRULE", "EXDATE;TZID=Europe/Berlin:20260313T100000\r\nRRULE", "u1");
    EXPECT_EQ(inspect(), Words{});
    clock_.advance(std::chrono::hours(24));
    EXPECT_EQ(inspect(), Words{}) << "nor on the next day";
    EXPECT_EQ(repair(), Words{});
}

TEST_F(CalendarCheckTest, ACopyThatIsMadeAgainHasTheFiles) {
    invite();
    const auto made = copy(kAnna)->id;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        filestore::createUsage(tx, filestore::kUnlimited);
        std::vector<attachments::Attachment> files{{.owner = {attachments::Module::Appointment, made.value},
                                                    .filename = "a.txt",
                                                    .mediaType = "text/plain",
                                                    .blobKey = "key",
                                                    .size = 5,
                                                    .sha256 = std::string(32, 's'),
                                                    .createdBy = kAnna,
                                                    .createdAt = clock_.now()}};
        attachments::insertAttachments(tx, files);
        CalendarAttachments(access_, scheduling_)
            .attachmentsChanged(tx, anna(), annas_, made.value, {.count = 1, .newest = clock_.now()});
    });
    EXPECT_EQ(rowsOf("attachment"), 3);
    const auto id = std::to_string(copy(kCarl)->id.value);
    for (const auto* table : {"calendar_event WHERE object", "calendar_object WHERE id", "attachment WHERE object"})
        sql(std::string("DELETE FROM ") + table + " = " + id + " AND cid = 7");
    EXPECT_EQ(repair(), Words{"missing"});
    EXPECT_EQ(copy(kCarl)->attachments, 1);
    EXPECT_EQ(rowsOf("attachment"), 3);
    EXPECT_EQ(inspect(), Words{});
}

TEST_F(CalendarCheckTest, EveryDamageIsNamedAndMended) {
    struct Case {
        const char* why;
        std::function<void()> damage;
        Words found;
        std::function<bool()> mended;
    };
    const auto rowOf = [this](UserId owner) { return std::to_string(copy(owner)->id.value); };
    const std::string event = "UPDATE calendar_event SET ";
    const std::string alarm =
        "INSERT INTO calendar_alarm (cid, object, user, recurrence_id, alarm, action, instance, rings) VALUES (7, ";
    const std::vector<Case> cases{
        {"a row of the index",
         [&] { sql(event + "starts = 1, range_from = 1 WHERE cid = 7 AND object = " + rowOf(kBert)); },
         {"index"},
         [&] {
             auto session = database().read(kContext, Freshness::strict());
             const auto id = copy(kBert)->id.value;
             return EventReader(session).ofObjects({&id, 1}).front().event.start == at("20260310T090000Z");
         }},
        {"no row of the index",
         [&] { sql("DELETE FROM calendar_event WHERE cid = 7 AND object = " + rowOf(kCarl)); },
         {"index"},
         [&] { return rowsOf("calendar_event") == 3; }},
        {"a role", [&] { damage(kBert, "role = 1"); }, {"role"}, [&] { return copy(kBert)->role == Role::Attendee; }},
        {"a copy with another time",
         [&] { damageText(kBert, "T100000", "T120000"); },
         {"copy", "index"},
         [&] { return says(kBert, "T100000") && !says(kBert, "T120000"); }},
        {"a copy with another answer",
         [&] { damageText(kBert, "ATTENDEE:mailto:Bert", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:Bert"); },
         {"copy", "index"},
         [&] { return answers("Bert") == "N N N"; }},
        {"another attendee's answer in a copy",
         [&] { damageText(kBert, "ATTENDEE:mailto:Carl", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:Carl"); },
         {"copy"},
         [&] { return answers("Carl") == "N N N"; }},
        {"a copy that claims to be newer",
         [&] { damageText(kBert, "SUMMARY:Talk", "SEQUENCE:9\r\nSUMMARY:Walk"); },
         {"copy", "index"},
         [&] { return says(kBert, "SUMMARY:Talk") && !says(kBert, "SEQUENCE:9"); }},
        {"a missing copy",
         [&] {
             const auto id = rowOf(kCarl);
             sql("DELETE FROM calendar_event WHERE cid = 7 AND object = " + id);
             sql("DELETE FROM calendar_object WHERE cid = 7 AND id = " + id);
         },
         {"missing"},
         [&] { return copy(kCarl) && copy(kCarl)->folder == carls_ && says(kCarl, "SUMMARY:Talk"); }},
        {"an unreadable copy",
         [&] { damage(kBert, "text = 'BEGIN:VCALENDAR'"); },
         {"unreadable"},
         [&] { return says(kBert, "SUMMARY:Talk") && copy(kBert)->role == Role::Attendee; }},
        {"the organizer's is unreadable",
         [&] { damage(kAnna, "text = 'nonsense'"); },
         {"unreadable"},
         [&] { return says(kAnna, "SUMMARY:Talk") && says(kAnna, "X-YOKE-UNREADABLE:bm9uc2Vuc2U="); }},
        {"who is not invited any more has a copy",
         [&] { damageText(kAnna, "ATTENDEE;SCHEDULE-STATUS=1.2:mailto:Bert", "X-ONCE:mailto:Bert"); },
         {"index", "copy", "copy"},
         [&] { return says(kBert, "STATUS:CANCELLED") && !says(kCarl, "ATTENDEE:mailto:Bert"); }},
        {"a folder that is gone",
         [&] { damage(kBert, "folder = 999"); },
         {"folder"},
         [&] { return copy(kBert)->folder == berts_; }},
        {"somebody else's folder",
         [&] { damage(kBert, "folder = " + std::to_string(carls_.value)); },
         {"folder"},
         [&] { return copy(kBert)->folder == berts_; }},
        {"an owner who is gone",
         [&] { sql("UPDATE calendar_object SET owner = 99, uid = 'x' WHERE cid = 7 AND id = " + rowOf(kCarl)); },
         {"missing", "owner"},
         [&] { return rowsOf("calendar_object") == 3 && copy(kCarl).has_value(); }},
        {"another UID in the row",
         [&] { damage(kCarl, "uid = 'other'"); },
         {"uid"},
         [&] { return copy(kCarl).has_value() && rowsOf("calendar_object") == 3; }},
        {"the same UID in another object's text",
         [&] {
             put(carls_, vevent("own", "DTSTART:20260302T100000Z\r\nSUMMARY:Own\r\n"), CalendarUser::of(kCarl));
             damage(kCarl, "text = REPLACE(text, 'UID:own', 'UID:u1')", "own");
         },
         {"duplicate"},
         [&] { return says(kCarl, "UID:own", "own"); }},
        {"what is personal, of what is gone",
         [&] {
             sql("INSERT INTO calendar_personal (cid, object, user, transparent, alarms) VALUES (7, 999, 3, 1, '')");
             sql("INSERT INTO calendar_personal (cid, object, user, transparent, alarms) VALUES (7, " + rowOf(kBert) +
                 ", 99, 1, '')");
         },
         {"personal", "personal"},
         [&] { return rowsOf("calendar_personal") == 0; }},
        {"a reminder of what is gone",
         [&] {
             sql("INSERT INTO reminder (cid, id, user, module, target, folder, alarm, seq) VALUES (7, 1, 3, 1, 999, "
                 "20, 1, 1), (7, 2, 3, 4, 999, 20, 1, 1)");
         },
         {"reminder"},
         [&] { return rowsOf("reminder") == 1; }},
        {"a row of the index without object",
         [&] { sql("UPDATE calendar_event SET id = 998, object = 998 WHERE cid = 7 AND object = " + rowOf(kBert)); },
         {"index", "stray-index"},
         [&] { return !connect()->queryText("SELECT 1 FROM calendar_event WHERE cid = 7 AND id = 998").next(); }},
        {"an event of a resource that is gone",
         [&] { put({}, vevent("own", kOwn), CalendarUser::of(principals::ResourceId{99})); },
         {"owner"},
         [&] { return rowsOf("calendar_object") == 3; }},
        {"an alarm that does not ring",
         [&] {
             put(annas_, vevent("own", kOwn + kAlarm));
             sql("DELETE FROM calendar_alarm WHERE cid = 7");
         },
         {"alarm"},
         [&] { return rowsOf("calendar_alarm") == 1; }},
        {"an alarm at another time",
         [&] {
             put(annas_, vevent("own", kOwn + kAlarm));
             sql("UPDATE calendar_alarm SET rings = rings + 1000 WHERE cid = 7");
         },
         {"alarm"},
         [&] { return connect()->queryText("SELECT 1 FROM calendar_alarm WHERE rings % 60000 = 0").next(); }},
        {"an alarm that nobody set",
         [&] { sql(alarm + rowOf(kBert) + ", 4, '', 1, 'DISPLAY', '', 1)"); },
         {"alarm"},
         [&] { return rowsOf("calendar_alarm") == 0; }},
        {"alarms of what is gone, and of who is",
         [&] {
             sql(alarm + "999, 4, '', 1, 'DISPLAY', '', 1)");
             sql(alarm + rowOf(kBert) + ", 99, '', 1, 'DISPLAY', '', 1)");
         },
         {"alarm", "stray-alarm", "stray-alarm"},
         [&] { return rowsOf("calendar_alarm") == 0; }},
        {"a number of attachments",
         [&] { damage(kBert, "attachments = 2, newest_attachment = 5"); },
         {"attachments"},
         [&] { return copy(kBert)->attachments == 0 && !copy(kBert)->newestAttachment; }},
        {"attachments of a copy that is not what the organizer's is",
         [&] { damage(kBert, "attachments = 2, text = REPLACE(text, 'SUMMARY:Talk', 'SUMMARY:Walk')"); },
         {"attachments", "copy", "index"},
         [&] { return copy(kBert)->attachments == 0 && says(kBert, "SUMMARY:Talk"); }},
        {"an invitation to what is gone",
         [&] {
             for (const auto* method : {"REQUEST", "CANCEL"}) {
                 sql("INSERT INTO calendar_outbox VALUES (7, " + std::to_string(std::string(method).size()) +
                     ", 999, 0, 0, '" + method +
                     "', 'u', 'a@example.com', '', '', '', 'b@example.org', '', '', '', '', 1, 0, 0, 1, 0, 0, '', '', "
                     "'', 'en_US')");
             }
         },
         {"outbox"},
         [&] { return rowsOf("calendar_outbox") == 1; }},
    };
    for (const auto& one : cases) {
        for (const auto* table : {"calendar_event", "calendar_object", "calendar_personal", "reminder",
                                  "calendar_alarm", "calendar_outbox"})
            sql(std::string("DELETE FROM ") + table + " WHERE cid = 7");
        invite();
        one.damage();
        clock_.advance(std::chrono::minutes(10));
        const auto rows = rowsOf("calendar_object");
        auto dry = inspect();
        std::sort(dry.begin(), dry.end());
        auto found = one.found;
        std::sort(found.begin(), found.end());
        EXPECT_EQ(dry, found) << one.why;
        EXPECT_EQ(rowsOf("calendar_object"), rows) << one.why << ": a dry run changes nothing";
        EXPECT_FALSE(one.mended()) << one.why << ": it is damaged";
        (void)repair();
        clock_.advance(std::chrono::minutes(10));
        EXPECT_TRUE(one.mended()) << one.why << text(kAnna) << text(kBert) << text(kCarl);
        EXPECT_EQ(inspect(), Words{}) << one.why << ": afterwards all is well\n" << text(kBert) << text(kCarl);
    }
}

TEST_F(CalendarCheckTest, WhatWasImportedOrIsOverIsLeftAlone) {
    const auto people = [](const std::string& status) {
        return "ORGANIZER:mailto:Anna@example.com\r\n" + attendee("Anna", ";PARTSTAT=ACCEPTED") +
               attendee("Bert", status);
    };
    const std::string told = ";PARTSTAT=ACCEPTED;SCHEDULE-STATUS=1.2";
    // Nobody was told of an import; of what is over, Bert may have emptied his folder.
    put(annas_, vevent("imported", "DTSTART:20270310T100000Z\r\nSUMMARY:Imported\r\n" + people("")));
    put(annas_, vevent("over", "DTSTART:20250310T100000Z\r\nSUMMARY:Over\r\n" + people(told)));
    // And Anna hers.
    put(berts_, vevent("also over", "DTSTART:20250310T100000Z\r\nSUMMARY:Over\r\n" + people(";PARTSTAT=ACCEPTED")),
        CalendarUser::of(kBert));
    EXPECT_EQ(repair(), Words{});
    EXPECT_EQ(rowsOf("calendar_object"), 3);
    // One that is to come is missed.
    put(annas_, vevent("to come", "DTSTART:20270310T100000Z\r\nSUMMARY:To come\r\n" + people(told)));
    EXPECT_EQ(repair(), Words{"missing"});
    EXPECT_EQ(inspect(), Words{});
}

TEST_F(CalendarCheckTest, AMeetingThatNobodyOrganizesIsForItsAttendeesToSay) {
    invite();
    const auto id = std::to_string(copy(kAnna)->id.value);
    sql("DELETE FROM calendar_event WHERE cid = 7 AND object = " + id);
    sql("DELETE FROM calendar_object WHERE cid = 7 AND id = " + id);
    EXPECT_EQ(repair(), (Words{"alone", "alone"}));
    EXPECT_FALSE(says(kBert, "STATUS:CANCELLED"));
    EXPECT_FALSE(check_.inspect(kContext, {}).findings.at(0).repairable);
    remove(bert(), kBert);
    EXPECT_EQ(inspect(), Words{"alone"});
}

TEST_F(CalendarCheckTest, AlarmsThatRangAreNoDamage) {
    put(annas_, vevent("once", kOwn + kAlarm));
    put(annas_, vevent("daily", kOwn + "RRULE:FREQ=DAILY\r\n" + kAlarm));
    put(annas_, vevent("early", replaced(kOwn + "RRULE:FREQ=DAILY\r\n" + kAlarm, "-PT15M", "-P2D")));
    put(annas_, vevent("days", "DTSTART;VALUE=DATE:20260320\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Days\r\n" + kAlarm));
    for (const auto* now : {"20260310T100000Z", "20260320T095000Z", "20260320T103000Z", "20260425T120000Z"}) {
        clock_.advance(at(now) - clock_.now());
        EXPECT_EQ(inspect(), Words{}) << now;
    }
}

TEST_F(CalendarCheckTest, GoesThroughManyPageByPage) {
    for (std::size_t i = 0; i < CalendarCheck::kPage + 5; ++i) {
        put(annas_, vevent("e" + std::to_string(i), "DTSTART:20260302T100000Z\r\nSUMMARY:One\r\n"));
    }
    sql("UPDATE calendar_event SET summary = 'Other' WHERE cid = 7");
    const auto first = check_.inspect(kContext, {});
    EXPECT_EQ(first.checked, CalendarCheck::kPage);
    EXPECT_EQ(first.total, static_cast<std::int64_t>(CalendarCheck::kPage) + 5);
    EXPECT_FALSE(first.end);
    const auto second = check_.inspect(kContext, first.next);
    EXPECT_EQ(second.checked, 5U);
    EXPECT_TRUE(second.end);
    EXPECT_EQ(repair().size(), CalendarCheck::kPage + 5);
    EXPECT_EQ(inspect(), Words{});
}

TEST_F(CalendarCheckTest, ManyCopiesAreMendedInSeveralTransactions) {
    std::vector<std::string> people;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        people.clear();
        for (int i = 0; i < 150; ++i) {
            people.push_back("p" + std::to_string(i));
            const auto user = principals::test::addPerson(tx, people.back());
            const std::vector<std::string> modules{"calendar"};
            folders::createUserFolders(tx, user, people.back(), modules);
        }
    });
    std::string attendees = attendee("Anna", ";PARTSTAT=ACCEPTED");
    for (const auto& name : people) attendees += attendee(name);
    for (const auto* uid : {"a", "b"}) make(anna(), kAnna, meeting(attendees, uid));
    EXPECT_EQ(rowsOf("calendar_object"), 302);
    sql("DELETE FROM calendar_event WHERE cid = 7 AND owner <> 3");
    sql("DELETE FROM calendar_object WHERE cid = 7 AND owner <> 3");
    EXPECT_EQ(repair(), Words(300, "missing"));
    EXPECT_EQ(rowsOf("calendar_object"), 302);
    EXPECT_EQ(inspect(), Words{});
}

TEST_F(CalendarCheckTest, AnEventWithoutSourceIsRebuiltFromItsIndex) {
    put(annas_, vevent("own",
                       "DTSTART;TZID=Europe/Berlin:20260302T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n"
                       "SUMMARY:Own\r\nLOCATION:Here\r\nCLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\n") +
                    vevent("own",
                           "RECURRENCE-ID;TZID=Europe/Berlin:20260309T100000\r\n"
                           "DTSTART;TZID=Europe/Berlin:20260309T120000\r\nDURATION:PT1H\r\nSUMMARY:Later\r\n"));
    std::vector<IndexedEvent> before;
    const auto events = [&] {
        std::vector<IndexedEvent> rows;
        auto session = database().read(kContext, Freshness::strict());
        const auto id = copy(kAnna, "own")->id.value;
        for (const auto& row : EventReader(session).ofObjects({&id, 1})) rows.push_back(row.event);
        return rows;
    };
    before = events();
    damage(kAnna, "text = 'gone'", "own");
    EXPECT_EQ(repair(), Words{"unreadable"});
    EXPECT_EQ(inspect(), Words{});
    const auto after = events();
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        EXPECT_EQ(after[i].start, before[i].start);
        EXPECT_EQ(after[i].rangeTo, before[i].rangeTo);
        EXPECT_EQ(after[i].summary, before[i].summary);
        EXPECT_EQ(after[i].classification, before[i].classification);
        EXPECT_EQ(after[i].busy, before[i].busy);
    }
}

// What a page holds does not grow with the texts: six of nearly a megabyte are more than one page.
TEST_F(CalendarCheckTest, LongTextsMakeShortPages) {
    const std::string description = "DESCRIPTION:" + std::string(900'000, 'x') + "\r\n";
    for (int number = 0; number < 6; ++number)
        put(annas_, vevent("long" + std::to_string(number), "DTSTART:20260302T100000Z\r\n" + description));
    put(annas_, vevent("short", "DTSTART:20260302T100000Z\r\n"));
    const auto first = check_.inspect(kContext, {});
    EXPECT_EQ(first.checked, 4U);
    EXPECT_EQ(first.total, 7);
    EXPECT_FALSE(first.end);
    const auto second = check_.inspect(kContext, first.next);
    EXPECT_EQ(second.checked, 3U);
    EXPECT_TRUE(second.end);
    EXPECT_EQ(inspect(), Words{});
}

TEST_F(CalendarCheckTest, WhatCannotBeStoredKeepsNothingElseFromBeingMended) {
    invite();
    damage(kBert, "role = 1");
    damage(kBert, "text = REPLACE(text, 'END:VEVENT', CONCAT('X-BERT:', REPEAT('x', 900000), '\\r\\nEND:VEVENT'))");
    damage(kCarl, "role = 1");
    limits_.objectBytes = 500'000;
    for (const auto* run : {"first", "second"}) {
        const auto page = check_.repair(kContext, {});
        ASSERT_FALSE(page.findings.empty()) << run;
        for (const auto& finding : page.findings) {
            EXPECT_EQ(finding.repairable, finding.owner != CalendarUser::of(kBert)) << finding.detail;
            EXPECT_EQ(finding.detail.find("cannot be stored") == std::string::npos, finding.repairable);
        }
        EXPECT_EQ(copy(kBert)->role, Role::Organizer) << run;
        EXPECT_EQ(copy(kCarl)->role, Role::Attendee) << run;
    }
    limits_.objectBytes = 1'000'000;
    (void)repair();
    EXPECT_EQ(inspect(), Words{});
}

TEST_F(CalendarCheckTest, WithoutRoomForMissingCopiesTheRestIsMended) {
    invite();
    const auto id = std::to_string(copy(kCarl)->id.value);
    for (const auto* table : {"calendar_event WHERE object", "calendar_object WHERE id"})
        sql(std::string("DELETE FROM ") + table + " = " + id + " AND cid = 7");
    damage(kBert, "role = 1");
    setQuota(1);
    const auto page = check_.repair(kContext, {});
    ASSERT_EQ(page.findings.size(), 2U);
    for (const auto& finding : page.findings) EXPECT_EQ(finding.repairable, finding.kind == FindingKind::Role);
    EXPECT_EQ(copy(kBert)->role, Role::Attendee);
    EXPECT_FALSE(copy(kCarl).has_value());
    setQuota(100);
    EXPECT_EQ(repair(), Words{"missing"});
    EXPECT_EQ(inspect(), Words{});
}

}  // namespace
}  // namespace groupware::calendar
