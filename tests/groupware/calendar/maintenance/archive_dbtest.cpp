#include "filestore/quota.h"
#include "groupware/attachments/options.h"
#include "groupware/attachments/service/attachment_writing.h"
#include "groupware/calendar/freebusy/resource_booking.h"
#include "groupware/calendar/maintenance/calendar_archive.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/personal_alarms.h"
#include "groupware/calendar/service/calendar_attachments.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/calendar/store/alarm_store.h"
#include "groupware/calendar/store/object_writer.h"
#include "groupware/calendar/store/personal_store.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "tests/groupware/calendar/queries_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

namespace groupware::calendar {
namespace {

/// What leaves one context goes into another, whose folders and users have the same ids.
class CalendarArchiveTest : public CalendarQueriesTest {
protected:
    static constexpr ContextId kOther{8};

    CalendarArchiveTest() {
        createContext(kOther, [](dbpool::WriteTransaction& tx) {
            principals::test::addPeople(tx, {"Anna", "Bert", "Carl"});
            folders::createContextTree(tx, UserId{2});
            const std::vector<std::string> modules{"calendar"};
            folders::createUserFolders(tx, kAnna, "Anna", modules);
            folders::createUserFolders(tx, kBert, "Bert", modules);
            folders::createUserFolders(tx, kCarl, "Carl", modules);
        });
        for (const auto context : {kContext, kOther}) {
            database().write(context, [](dbpool::WriteTransaction& tx) {
                filestore::createUsage(tx, filestore::kUnlimited);
                tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {}, 0));
            });
        }
    }

    [[nodiscard]] std::vector<folders::ArchivedObject> exported(ContextId context, FolderId folder,
                                                                std::size_t page = 2) {
        std::vector<folders::ArchivedObject> all;
        folders::ArchivePosition position;
        auto session = database().read(context, Freshness::strict());
        while (true) {
            auto some = archive_.page(session, folder, position, page);
            const bool last = some.size() < page;
            std::move(some.begin(), some.end(), std::back_inserter(all));
            if (last) break;
        }
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
        return all;
    }
    void restore(FolderId folder, const std::vector<folders::ArchivedObject>& objects) {
        std::vector<std::unique_ptr<folders::RestorableObject>> readable;
        for (const auto& object : objects) readable.push_back(archive_.read(object, userOf_));
        database().write(kOther, [&](dbpool::WriteTransaction& tx) { archive_.restore(tx, folder, readable); });
    }
    [[nodiscard]] ErrorCode refusal(const std::string& data, const std::string& text) {
        folders::ArchivedObject object{.id = 1, .data = data};
        object.parts.push_back({.name = "x.ics", .text = text});
        return codeOf([&] { (void)archive_.read(object, userOf_); });
    }
    void attach(EventId object) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            std::vector<attachments::Attachment> files{{.owner = {attachments::Module::Appointment, object.value},
                                                        .filename = "a.txt",
                                                        .mediaType = "text/plain",
                                                        .blobKey = "key",
                                                        .size = 5,
                                                        .sha256 = std::string(32, 's'),
                                                        .createdBy = kAnna,
                                                        .createdAt = clock_.now()}};
            attachments::insertAttachments(tx, files);
            attachmentTarget_.attachmentsChanged(tx, anna(), annas_, object.value,
                                                 {.count = 1, .newest = clock_.now()});
        });
    }

    attachments::Limits attachmentLimits_ = attachments::Limits::from(Configuration(attachments::options()));
    CalendarArchive archive_{limits_, attachmentLimits_, clock_, findZone};
    FreeBusyLimits freeBusyLimits_ = FreeBusyLimits::from(Configuration(options()));
    Outbox outbox_{clock_, [] { return false; }, [](ContextId) {}};
    ResourceBooking booking_{clock_, findZone, [this] { return freeBusyLimits_; }};
    Scheduling scheduling_{
        {.outbox = outbox_, .booking = booking_, .clock = clock_, .find = findZone, .limits = [this] {
             return limits_;
         }}};
    CalendarAttachments attachmentTarget_{access_, scheduling_};
    std::function<UserId(std::int64_t)> userOf_ = [](std::int64_t id) {
        return id >= kAnna.value && id <= kCarl.value ? UserId{id} : UserId{2};
    };
};

TEST_F(CalendarArchiveTest, WhatWasExportedAndRestoredIsTheSame) {
    const auto made =
        put(annas_, vevent("s", when("20260310") + named("series") +
                                    "RRULE:FREQ=DAILY\r\nORGANIZER:mailto:anna@example.com\r\n"
                                    "ATTENDEE:mailto:bert@example.com\r\n") +
                        vevent("s", "RECURRENCE-ID;TZID=Europe/Berlin:20260312T100000\r\n" + when("20260312")));
    put(annas_, vevent("f", "DTSTART:20260310T100000\r\n"));
    put(annas_, vevent("i", "RECURRENCE-ID:20260312T090000Z\r\nDTSTART:20260312T090000Z\r\n"));
    const Alarm alarm{.uid = "berts", .trigger = "-PT1H", .description = "x"};
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        PersonalWriter(tx).set(made.id, kBert, {.transparent = true, .alarms = personalAlarmsText({alarm})});
        tx.record(sync::change(sync::Kind::Event, sync::Verb::Changed, annas_, made.id.value));
    });
    attach(made.id);
    const auto before = exported(kContext, annas_);
    ASSERT_EQ(before.size(), 3U);
    EXPECT_EQ(before[0].parts.size(), 2U);
    EXPECT_EQ(before[0].parts[0].text, made.text);

    restore(annas_, before);
    const auto after = exported(kOther, annas_);
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        EXPECT_EQ(after[i].id, before[i].id);
        EXPECT_EQ(after[i].data, before[i].data);
        EXPECT_EQ(after[i].parts[0].text, before[i].parts[0].text);
    }
    auto there = anna();
    there.context = kOther;
    const auto here = queries_.all(anna(), annas_, {.fields = true}).events;
    const auto copied = queries_.all(there, annas_, {.fields = true}).events;
    ASSERT_EQ(copied.size(), here.size());
    for (std::size_t i = 0; i < here.size(); ++i) {
        EXPECT_EQ(copied[i].id, here[i].id);
        EXPECT_EQ(copied[i].object, here[i].object);
        EXPECT_EQ(copied[i].role, here[i].role);
        EXPECT_EQ(copied[i].start, here[i].start);
        EXPECT_EQ(copied[i].attachmentCount, here[i].attachmentCount);
        EXPECT_EQ(copied[i].createdBy, here[i].createdBy);
    }
    // Ids that came along are taken.
    CalendarObject next;
    database().write(kOther, [&](dbpool::WriteTransaction& tx) {
        ObjectWriting writing(tx, conditions());
        auto& stored = writing.store({.owner = CalendarUser::of(kAnna), .folder = annas_},
                                     parsed(vcalendar(vevent("new", when("20260310")))), ScheduleTag::Changes);
        writing.finish();
        next = stored.object;
    });
    EXPECT_GT(next.id, here.back().id);
    EXPECT_EQ(codeOf([&] { restore(annas_, before); }), ErrorCode::Conflict);
}

TEST_F(CalendarArchiveTest, ResourcesKeepTheirBookings) {
    principals::ResourceId room;
    for (const auto context : {kContext, kOther}) {
        database().write(context, [&](dbpool::WriteTransaction& tx) {
            room = principals::addResource(tx, {.name = "room", .displayName = "Room", .email = "room@example.com"});
        });
    }
    const auto made = put({},
                          vevent("m", when("20260310") + "ORGANIZER:mailto:anna@example.com\r\n"
                                                         "ATTENDEE;PARTSTAT=ACCEPTED:mailto:room@example.com\r\n"),
                          CalendarUser::of(room));
    EXPECT_TRUE(archive_.hasObjectsInNoFolder());
    const auto before = exported(kContext, folders::kNoFolder);
    ASSERT_EQ(before.size(), 1U);
    restore(folders::kNoFolder, before);
    const auto after = exported(kOther, folders::kNoFolder);
    ASSERT_EQ(after.size(), 1U);
    EXPECT_EQ(after[0].data, before[0].data);
    EXPECT_EQ(after[0].parts[0].text, made.text);

    // Of nobody, and of a resource that is not there.
    auto forged = before[0];
    forged.id += 1;
    for (const auto* whose : {R"({"name":"x.ics"})", R"({"name":"x.ics","resource":99})"}) {
        forged.data = whose;
        EXPECT_EQ(codeOf([&] { restore(folders::kNoFolder, {forged}); }), ErrorCode::BadRequest) << whose;
    }
}

TEST_F(CalendarArchiveTest, AlarmsRingAfterIt) {
    const std::string alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n";
    put(annas_, vevent("a", when("20260310") + alarm));
    const auto shared = put(annas_, vevent("b", when("20260311")));
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        PersonalWriter(tx).set(shared.id, kBert,
                               {.alarms = personalAlarmsText({{.uid = "berts", .trigger = "-PT1H"}})});
        tx.record(sync::change(sync::Kind::Event, sync::Verb::Changed, annas_, shared.id.value));
    });
    restore(annas_, exported(kContext, annas_));
    const auto ringing = [&](UserId user) {
        return database().read(kOther, Freshness::strict(), [&](dbpool::ReadSession& session) {
            std::vector<Instant> times;
            for (const auto& each : AlarmReader(session).due(user, Instant::max(), 9))
                times.push_back(each.stored.trigger.rings);
            return times;
        });
    };
    EXPECT_EQ(ringing(kAnna), std::vector<Instant>{at("20260310T084500Z")});
    EXPECT_EQ(ringing(kBert), std::vector<Instant>{at("20260311T080000Z")});
}

/// Files of a meeting are one file again, whichever copy comes first.
TEST_F(CalendarArchiveTest, SharedFilesAreSharedAgain) {
    const auto meeting = vevent("m", when("20260310") +
                                         "ORGANIZER:mailto:anna@example.com\r\nATTENDEE:mailto:anna@example.com\r\n"
                                         "ATTENDEE:mailto:bert@example.com\r\n");
    const auto made = put(annas_, meeting);
    const auto copy = put(berts_, meeting, CalendarUser::of(kBert));
    attach(made.id);
    EXPECT_EQ(stored(copy.id)->attachments, 1) << "it hangs on his copy, too";
    auto annas = exported(kContext, annas_);
    auto berts = exported(kContext, berts_);
    ASSERT_EQ(berts.at(0).parts.size(), 2U);
    berts[0].parts[1].blobKey = "another key";  // what is read from an archive is stored anew
    restore(berts_, berts);
    restore(annas_, annas);
    const auto number = [&](const std::string& sql) {
        auto rows = connect()->queryText(sql + " WHERE cid = 8");
        return rows.next() ? rows.integer(1) : -1;
    };
    EXPECT_EQ(number("SELECT COUNT(*) FROM attachment"), 2);
    EXPECT_EQ(number("SELECT COUNT(DISTINCT blob_key, id) FROM attachment"), 1);
    EXPECT_EQ(number("SELECT used FROM filestore_usage"), 5);
    auto trash = connect()->queryText("SELECT blob_key FROM filestore_trash WHERE cid = 8");
    ASSERT_TRUE(trash.next());
    EXPECT_EQ(trash.text(1), "key") << "the second one's contents";
    EXPECT_EQ(exported(kOther, annas_)[0].data, annas[0].data);
    // Ids that came along are taken, and one that is made up is another file.
    annas[0].id = 77;
    annas[0].data.replace(annas[0].data.find(made.name), made.name.size(), "n.ics");
    annas[0].parts[0].text = vcalendar(vevent("n", when("20260310")));
    annas[0].parts[1].sha256 = std::string(32, 'x');
    annas[0].parts[1].blobKey = "third key";
    restore(annas_, annas);
    EXPECT_EQ(number("SELECT COUNT(DISTINCT blob_key, id) FROM attachment"), 2);
    EXPECT_EQ(number("SELECT used FROM filestore_usage"), 10);
}

/// An archive has the contents once, with the first of the objects.
TEST_F(CalendarArchiveTest, AFileThatIsElsewhereIsSharedAgain) {
    const auto meeting = vevent("m", when("20260310") +
                                         "ORGANIZER:mailto:anna@example.com\r\nATTENDEE:mailto:anna@example.com\r\n"
                                         "ATTENDEE:mailto:bert@example.com\r\n");
    const auto made = put(annas_, meeting);
    const auto copy = put(berts_, meeting, CalendarUser::of(kBert));
    const auto alone = put(annas_, vevent("alone", when("20260311")));
    attach(made.id);
    attach(alone.id);
    const auto annas = exported(kContext, annas_);
    auto berts = exported(kContext, berts_);
    EXPECT_TRUE(annas.at(0).parts.at(1).shared);
    EXPECT_FALSE(annas.at(1).parts.at(1).shared);
    ASSERT_EQ(berts.at(0).parts.size(), 2U);
    berts[0].parts[1] = {.name = berts[0].parts[1].name, .elsewhere = true};
    berts[0].parts[1].sha256 = annas[0].parts[1].sha256;
    restore(annas_, {annas[0]});
    restore(berts_, berts);
    const auto number = [&](const std::string& sql) {
        auto rows = connect()->queryText(sql + " WHERE cid = 8");
        return rows.next() ? rows.integer(1) : -1;
    };
    EXPECT_EQ(number("SELECT COUNT(*) FROM attachment"), 2);
    EXPECT_EQ(number("SELECT COUNT(DISTINCT blob_key, id, size) FROM attachment"), 1);
    EXPECT_EQ(number("SELECT used FROM filestore_usage"), 5);
    EXPECT_EQ(number("SELECT COUNT(*) FROM filestore_trash"), 0);
    EXPECT_EQ(number("SELECT SUM(attachments) FROM calendar_object"), 2);
    EXPECT_EQ(exported(kOther, berts_)[0].data, exported(kContext, berts_)[0].data);
    // Of what was refused, or never there.
    berts[0].id = 77;
    berts[0].parts[0].text = vcalendar(vevent("n", when("20260310")));
    berts[0].data.replace(berts[0].data.find(copy.name), copy.name.size(), "n.ics");
    berts[0].parts[1].sha256 = std::string(32, 'x');
    restore(berts_, berts);
    EXPECT_EQ(number("SELECT COUNT(*) FROM attachment"), 2);
    EXPECT_EQ(number("SELECT SUM(attachments) FROM calendar_object"), 2);
    const auto id = berts[0].data.find(R"("id":)", berts[0].data.find("attachments"));
    berts[0].data.replace(id, 5, R"("no":)");
    EXPECT_EQ(codeOf([&] { (void)archive_.read(berts[0], userOf_); }), ErrorCode::BadRequest);
}

TEST_F(CalendarArchiveTest, NobodyTrustsAnArchive) {
    const auto good = vcalendar(vevent("u", "DTSTART:20260310T100000Z\r\n"));
    folders::ArchivedObject fine{.id = 1, .data = R"({"name":"a.ics"})"};
    fine.parts.push_back({.name = "x.ics", .text = good});
    EXPECT_NE(archive_.read(fine, userOf_), nullptr);
    EXPECT_EQ(refusal(R"({"name":"a/b.ics"})", good), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({})", good), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a.ics","role":7})", good), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a.ics","createdAt":-1})", good), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a.ics","events":[{"recurrenceId":"x","id":-1}]})", good), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a.ics"})", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(R"({"name":"a.ics"})", "x"), ErrorCode::BadRequest);
    // An event id of another object.
    const std::string series = vcalendar(vevent("u", "DTSTART:20260310T100000Z\r\nRRULE:FREQ=DAILY\r\n") +
                                         vevent("u", "RECURRENCE-ID:20260311T100000Z\r\nDTSTART:20260311T100000Z\r\n"));
    folders::ArchivedObject thief{.id = 2,
                                  .data = R"({"name":"b.ics","events":[{"recurrenceId":"20260311T100000Z","id":1}]})"};
    thief.parts.push_back({.name = "y.ics", .text = vcalendar(vevent("v", "DTSTART:20260310T100000Z\r\n"))});
    thief.parts.front().text = series;
    folders::ArchivedObject other = fine;
    other.parts.front().text = vcalendar(vevent("w", "DTSTART:20260310T100000Z\r\n"));
    EXPECT_EQ(codeOf([&] { restore(annas_, {other, thief}); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { restore(folders::kPrivate, {fine}); }), ErrorCode::BadRequest);
}

}  // namespace
}  // namespace groupware::calendar
