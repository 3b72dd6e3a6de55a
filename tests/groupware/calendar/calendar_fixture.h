#pragma once

#include "filestore/schema.h"
#include "groupware/attachments/schema.h"
#include "groupware/calendar/freebusy/resource_booking.h"
#include "groupware/calendar/options.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/schema.h"
#include "groupware/calendar/service/folder_events.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/folders/schema.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/principals/schema.h"
#include "groupware/reminders/schema.h"
#include "groupware/sync/change.h"
#include "groupware/sync/schema.h"
#include "tests/groupware/formats/ical/samples.h"
#include "tests/groupware/principals/people.h"
#include "tests/support/database_test.h"
#include "tests/support/error_code.h"

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar {

using ::test::codeOf;

/// A clock that tests set; it begins on 2026-03-01.
class TestClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return Instant(std::chrono::milliseconds(now_.load())); }
    void advance(std::chrono::milliseconds by) { now_ += by.count(); }

private:
    std::atomic<std::int64_t> now_{1'772'323'200'000};
};

/// The system's time zones, each read once.
inline std::shared_ptr<const formats::tzif::TimeZone> findZone(std::string_view name) {
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const formats::tzif::TimeZone>, std::less<>> known;
    const std::lock_guard lock(mutex);
    auto found = known.find(name);
    if (found == known.end()) found = known.emplace(name, formats::ical::systemZone(name)).first;
    return found->second;
}

inline Instant at(std::string_view text) {
    return formats::ical::instant(text);
}

/// A VEVENT.
inline std::string vevent(const std::string& uid, const std::string& lines) {
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20260101T000000Z\r\n" + lines + "END:VEVENT\r\n";
}
/// A VCALENDAR.
inline std::string vcalendar(const std::string& components) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n" + components + "END:VCALENDAR\r\n";
}

/// A context with three users, two of them in a group, on a real MariaDB. All are in Berlin.
class CalendarTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr UserId kAnna{3};
    static constexpr UserId kBert{4};
    static constexpr UserId kCarl{5};
    static constexpr Seq kNow{9'999'999'999'999};

    CalendarTest()
        : DatabaseTest({sync::kSchema, principals::kSchema, folders::kSchema, filestore::kSchema, attachments::kSchema,
                        reminders::kSchema, calendar::kSchema}),
          limits_(Limits::from(Configuration(options()))),
          contents_({&folderEvents_}),
          folderService_(database(), contents_, folders::FolderLimits{}) {
        createContext(kContext, [](dbpool::WriteTransaction& tx) {
            principals::test::addPeople(tx, {"Anna", "Bert", "Carl"});
            folders::createContextTree(tx, UserId{2});
            const std::vector<std::string> modules{"calendar"};
            folders::createUserFolders(tx, kAnna, "Anna", modules);
            folders::createUserFolders(tx, kBert, "Bert", modules);
            folders::createUserFolders(tx, kCarl, "Carl", modules);
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Created, {0}, 0));
        });
        annas_ = calendarOf(kAnna);
        berts_ = calendarOf(kBert);
        carls_ = calendarOf(kCarl);
    }

    [[nodiscard]] static Caller callerOf(UserId user) {
        Caller caller;
        caller.context = kContext;
        caller.user = user;
        caller.groups = {folders::kAllUsers};
        caller.timeZone = "Europe/Berlin";
        caller.modules = {"calendar", "readcreatesharedfolders", "editpublicfolders"};
        return caller;
    }
    [[nodiscard]] static Caller anna() { return callerOf(kAnna); }
    [[nodiscard]] static Caller bert() { return callerOf(kBert); }
    [[nodiscard]] static Caller carl() { return callerOf(kCarl); }
    [[nodiscard]] FolderId calendarOf(UserId user) {
        auto session = database().read(kContext, Freshness::strict());
        return folders::FolderReader(session).standard(user, folders::StandardFolder::Calendar, "calendar").value().id;
    }
    /// A folder of Anna's below `parent` in which Bert has these rights.
    [[nodiscard]] FolderId newFolder(const std::string& name, const folders::Rights& forBert = {},
                                     FolderId parent = folders::kPrivate) {
        std::vector<folders::Grant> grants{{folders::Grantee::of(kAnna), folders::kOwnerRights}};
        if (forBert.folder > 0) grants.push_back({folders::Grantee::of(kBert), forBert});
        return folderService_.create(anna(), {.parent = parent, .name = name, .module = "calendar", .grants = grants})
            .folder;
    }

    /// For writes below the permissions of services.
    [[nodiscard]] ObjectWriting::Conditions conditions(UserId editor = kAnna) const {
        return {.times = {.find = findZone, .zone = "Europe/Berlin"},
                .limits = limits_,
                .now = clock_.now(),
                .editor = editor};
    }
    [[nodiscard]] static formats::ical::Component parsed(const std::string& text) {
        return formats::ical::parseCalendar(text, {});
    }
    /// A new object of Anna's, unless `owner` says whose.
    CalendarObject put(FolderId folder, const std::string& components, CalendarUser owner = CalendarUser::of(kAnna)) {
        const auto calendar = parsed(vcalendar(components));
        CalendarObject object;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            const auto editor = owner.kind == CalendarUser::Kind::User ? UserId{owner.id} : kAnna;
            ObjectWriting writing(tx, conditions(editor));
            auto& stored = writing.store({.owner = owner, .folder = folder}, calendar, ScheduleTag::Changes);
            writing.finish();
            object = stored.object;
        });
        return object;
    }
    /// `object` says something else.
    CalendarObject change(const CalendarObject& before, const std::string& components) {
        const auto calendar = parsed(vcalendar(components));
        CalendarObject object;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            ObjectWriting writing(tx, conditions());
            auto& stored = writing.store(before, calendar, ScheduleTag::Changes);
            writing.finish();
            object = stored.object;
        });
        return object;
    }
    void erase(const CalendarObject& object) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            ObjectWriting writing(tx, conditions());
            writing.remove(object);
            writing.finish();
        });
    }
    [[nodiscard]] std::optional<CalendarObject> stored(EventId object) {
        auto session = database().read(kContext, Freshness::strict());
        return ObjectReader(session).find(object);
    }
    [[nodiscard]] std::int64_t rowsOf(const std::string& table) {
        auto rows =
            connect()->queryText("SELECT COUNT(*) FROM " + table + " WHERE cid = " + std::to_string(kContext.value));
        return rows.next() ? rows.integer(1) : -1;
    }
    [[nodiscard]] std::int64_t counted() {
        auto rows = connect()->query("SELECT used FROM object_quota WHERE cid = ? AND module = 0", {kContext.value});
        return rows.next() ? rows.integer(1) : 0;
    }

    TestClock clock_;
    folders::FolderAccess access_;
    Limits limits_;
    Outbox folderOutbox_{clock_, [] { return true; }, [](ContextId) {}};
    ResourceBooking folderBooking_{clock_, findZone, [] { return FreeBusyLimits::from(Configuration(options())); }};
    Scheduling folderScheduling_{
        {.outbox = folderOutbox_, .booking = folderBooking_, .clock = clock_, .find = findZone, .limits = [this] {
             return limits_;
         }}};
    FolderEvents folderEvents_{folderScheduling_, clock_};
    folders::FolderContents contents_;
    folders::FolderService folderService_;
    FolderId annas_;
    FolderId berts_;
    FolderId carls_;
};

}  // namespace groupware::calendar
