#pragma once

#include "dbpool/driver/rows.h"
#include "dbpool/driver/value.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/index.h"

#include <string_view>
#include <vector>

/// Rows of calendar_object and calendar_event. Internal to store/.
namespace groupware::calendar {

/// What every statement that reads objects selects, from calendar_object o; the text may follow.
inline constexpr std::string_view kObjectColumns =
    "o.id, o.owner_kind, o.owner, o.folder, o.name, o.uid, o.role, o.schedule_tag, o.attachments, "
    "o.newest_attachment, o.created_by, o.created_at, o.changed_by, o.created_seq, o.seq";
inline constexpr int kObjectColumnCount = 15;

[[nodiscard]] CalendarObject objectOf(const dbpool::Rows& rows);
/// All columns but cid, the text last. Points into `object`.
[[nodiscard]] std::vector<dbpool::Value> valuesOf(const CalendarObject& object);

/// And those that read the index, from calendar_event e, after kObjectColumns.
inline constexpr std::string_view kEventColumns =
    ", e.id, e.recurrence_id, e.starts, e.ends, e.range_from, e.range_to, e.lasting, e.floating, e.whole_days, e.zone, "
    "e.recurrence, e.busy, e.class, e.status, e.part_stat, e.organizer, e.attendees, e.sequence, e.summary, "
    "e.location, e.categories, e.color, e.hints, e.first_instance, e.last_instance";

/// Without the words that searches look through.
/// @param first  the column that has e.recurrence_id
[[nodiscard]] IndexedEvent indexedEventOf(const dbpool::Rows& rows, int first);
/// All columns but cid. Points into both.
[[nodiscard]] std::vector<dbpool::Value> valuesOf(const CalendarObject& object, EventId id, const IndexedEvent& event);

[[nodiscard]] constexpr std::int64_t milliseconds(Instant instant) noexcept {
    return instant.time_since_epoch().count();
}
[[nodiscard]] constexpr Instant instantOf(std::int64_t milliseconds) noexcept {
    return Instant(std::chrono::milliseconds(milliseconds));
}

}  // namespace groupware::calendar
