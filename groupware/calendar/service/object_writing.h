#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/index.h"
#include "groupware/calendar/limits.h"
#include "groupware/calendar/service/owner_addresses.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/time_context.h"
#include "groupware/sync/change.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {

/// Whether a change is one that others have to know of before they change the object themselves. RFC 6638 section
/// 3.2.10: not what only brings other attendees' answers.
enum class ScheduleTag { Changes, Stays };

/// What every write of the calendar does with calendar objects, in its transaction: collect what is stored and removed,
/// then finish(): rows and index, quota, folders, tombstones, change records, and what hangs on objects that go
/// (attachments, alarms, what users have of their own). Permissions and scheduling come before. Used by one thread.
///
/// The number of statements grows with the octets, not with the number of objects. As any write transaction it takes
/// WriteTransaction::kMaxObjectsPerTransaction of them.
class ObjectWriting {
public:
    struct Conditions {
        formats::ical::TimeContext times{};  ///< of who writes
        Limits limits{};
        Instant now{};
        UserId editor{};  ///< none: nobody's doing, so `changedBy` stays, and whole days are where their owner is
    };
    ObjectWriting(dbpool::WriteTransaction& tx, Conditions conditions)
        : tx_(tx), conditions_(std::move(conditions)), addresses_(tx) {}

    /// An object on its way into the database.
    struct Stored {
        CalendarObject object{};  ///< id and seq after finish()
        IndexedObject index{};    ///< of its text
        std::optional<FolderId> movedFrom{};
        bool isNew = false;
    };

    /// Stores what `calendar` says, octet for octet.
    /// @param object  as it was read, but in the folder that it is to be in; or one without id for a new one, with
    ///                owner, folder and, perhaps, name and creator. The rest is set here
    /// @param movedFrom  the folder that it was in, if that was another
    /// @return valid as long as this object
    /// @throws Error BadRequest as indexObject(), also for another UID than it had; TooLarge
    Stored& store(CalendarObject object, const formats::ical::Component& calendar, ScheduleTag tag,
                  std::optional<FolderId> movedFrom = {});

    /// Whether store() would, for all that limits say.
    /// @param text  of `calendar`
    [[nodiscard]] bool takes(const std::string& text, const formats::ical::Component& calendar) const;

    /// @param object  as it was read
    void remove(const CalendarObject& object);

    /// The same of what the editor brings there: it is Foreign unless he organizes it.
    [[nodiscard]] Role roleInFolder(Role before, const std::string& organizer);

    /// Of who has calendars; load() those of many before store().
    [[nodiscard]] OwnerAddresses& addresses() noexcept { return addresses_; }

    /// Writes what was collected since the last time.
    /// @throws Error QuotaExceeded; Conflict if an owner has the UID already or a folder the name
    void finish();

private:
    [[nodiscard]] IndexedObject indexed(const std::string& text, const formats::ical::Component& calendar,
                                        const std::set<std::string>& owners) const;
    void finishRemoved();
    void finishStored();
    /// Of what finishStored() writes.
    void finishAlarms();
    void record(sync::Verb verb, FolderId folder, EventId object);

    dbpool::WriteTransaction& tx_;
    Conditions conditions_;
    OwnerAddresses addresses_;
    std::deque<Stored> stored_;  ///< callers have references to them
    std::size_t written_ = 0;    ///< of those
    std::vector<CalendarObject> removed_;
    std::set<FolderId> touched_;
};

/// Of what is in a public folder, whose owner no ORGANIZER names: a meeting is what it was, or Foreign.
/// @param before     its role until now, in whatever calendar
/// @param organizer  the URI; empty: it is no meeting
[[nodiscard]] Role roleInFolder(Role before, const std::string& organizer);

/// The bounds of an index.
[[nodiscard]] Bounds indexBounds(const Limits& limits);

}  // namespace groupware::calendar
