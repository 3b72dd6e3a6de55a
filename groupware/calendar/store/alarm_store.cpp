#include "groupware/calendar/store/alarm_store.h"

#include "dbpool/routing/execute_rows.h"
#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/sql_text.h"
#include "groupware/calendar/calendar_user.h"
#include "groupware/calendar/store/event_row.h"

#include <string_view>

namespace groupware::calendar {
namespace {

using dbpool::ReadStatement;
using dbpool::WriteStatement;

constexpr std::string_view kSelect =
    "SELECT a.object, a.user, a.recurrence_id, a.alarm, a.action, a.instance, a.rings, e.id, o.folder, o.owner_kind, "
    "o.owner, o.seq FROM calendar_alarm a JOIN calendar_object o ON o.cid = a.cid AND o.id = a.object JOIN "
    "calendar_event e ON e.cid = a.cid AND e.object = a.object AND e.recurrence_id = a.recurrence_id ";
constexpr std::string_view kDueWhere = "WHERE a.cid = ? AND a.user = ? AND a.rings < ? ORDER BY a.rings LIMIT ?";
constexpr std::string_view kOfEventWhere = "WHERE a.cid = ? AND a.user = ? AND e.id = ? ORDER BY a.rings";
constexpr ReadStatement kDue{"calendar.alarm.due", dbpool::SqlText<kSelect, kDueWhere>::kValue};
constexpr ReadStatement kOfEvent{"calendar.alarm.ofEvent", dbpool::SqlText<kSelect, kOfEventWhere>::kValue};

constexpr ReadStatement kOfObjects{"calendar.alarm.ofObjects",
                                   "SELECT object, user, recurrence_id, alarm, action, instance, rings FROM "
                                   "calendar_alarm WHERE cid = ? AND object IN "
                                   "(?...)"};
constexpr ReadStatement kBefore{
    "calendar.alarm.before",
    "SELECT o.id, EXISTS (SELECT 1 FROM calendar_alarm a WHERE a.cid = o.cid AND a.object = o.id), p.user, p.alarms "
    "FROM calendar_object o LEFT JOIN calendar_personal p ON p.cid = o.cid AND p.object = o.id WHERE o.cid = ? AND "
    "o.id IN (?...)"};
constexpr ReadStatement kFloatingOf{
    "calendar.alarm.floatingOf",
    "SELECT DISTINCT a.object FROM calendar_alarm a JOIN calendar_event e ON e.cid = a.cid AND e.object = a.object "
    "WHERE a.cid = ? AND a.user = ? AND e.floating = 1 AND a.object > ? ORDER BY a.object LIMIT ?"};

constexpr WriteStatement kInsert{
    "calendar.alarm.insert",
    "INSERT INTO calendar_alarm (cid, object, user, recurrence_id, alarm, action, instance, rings) VALUES (?...)"};
constexpr WriteStatement kRemove{"calendar.alarm.remove",
                                 "DELETE FROM calendar_alarm WHERE cid = ? AND object IN (?...)"};
constexpr WriteStatement kRemoveUsers{"calendar.alarm.removeUsers",
                                      "DELETE FROM calendar_alarm WHERE cid = ? AND object = ? AND user = ?"};
constexpr WriteStatement kRemoveAmong{"calendar.alarm.removeAmong",
                                      "DELETE FROM calendar_alarm WHERE cid = ? AND user = ? AND object IN (?...)"};
constexpr WriteStatement kRemoveZone{"calendar.alarmZone.remove",
                                     "DELETE FROM calendar_alarm_zone WHERE cid = ? AND user = ?"};
constexpr WriteStatement kRemoveOf{"calendar.alarm.removeOfUser",
                                   "DELETE FROM calendar_alarm WHERE cid = ? AND user = ?"};

StoredTrigger storedTriggerOf(const dbpool::Rows& rows) {
    return {.object = {rows.integer(1)},
            .user = {rows.integer(2)},
            .trigger = {.recurrenceId = rows.text(3),
                        .alarm = rows.integer(4),
                        .action = rows.text(5),
                        .instance = rows.text(6),
                        .rings = instantOf(rows.integer(7))}};
}

FoundTrigger triggerOf(const dbpool::Rows& rows) {
    const bool ofUser = rows.integer(10) == static_cast<std::int64_t>(CalendarUser::Kind::User);
    return {.stored = storedTriggerOf(rows),
            .event = {rows.integer(8)},
            .folder = {rows.integer(9)},
            .owner = {ofUser ? rows.integer(11) : 0},
            .seq = {rows.integer(12)}};
}

}  // namespace

std::vector<FoundTrigger> AlarmReader::due(UserId user, Instant until, std::size_t limit) {
    std::vector<FoundTrigger> found;
    auto rows = session_.query(kDue, {user.value, milliseconds(until), static_cast<std::int64_t>(limit)});
    while (rows.next()) found.push_back(triggerOf(rows));
    return found;
}

AlarmReader::Before AlarmReader::before(std::span<const std::int64_t> objects) {
    Before found;
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kBefore, {}, piece);
        while (rows.next()) {
            if (rows.integer(2) != 0) found.alarmed.push_back(rows.integer(1));
            const auto user = rows.maybeInteger(3);
            if (user) found.personal[{rows.integer(1)}].emplace(UserId{*user}, rows.text(4));
        }
    });
    return found;
}

std::vector<StoredTrigger> AlarmReader::ofObjects(std::span<const std::int64_t> objects) {
    std::vector<StoredTrigger> found;
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kOfObjects, {}, piece);
        while (rows.next()) found.push_back(storedTriggerOf(rows));
    });
    return found;
}

std::vector<FoundTrigger> AlarmReader::ofEvent(UserId user, EventId event) {
    std::vector<FoundTrigger> found;
    auto rows = session_.query(kOfEvent, {user.value, event.value});
    while (rows.next()) found.push_back(triggerOf(rows));
    return found;
}

std::vector<std::int64_t> AlarmReader::floatingOf(UserId user, EventId after, std::size_t limit) {
    std::vector<std::int64_t> objects;
    auto rows = session_.query(kFloatingOf, {user.value, after.value, static_cast<std::int64_t>(limit)});
    while (rows.next()) objects.push_back(rows.integer(1));
    return objects;
}

void AlarmWriter::insert(std::span<const StoredTrigger> triggers) {
    std::vector<std::vector<dbpool::Value>> rows;
    for (const auto& [object, user, trigger] : triggers) {
        rows.push_back({object.value, user.value, trigger.recurrenceId, trigger.alarm, trigger.action, trigger.instance,
                        milliseconds(trigger.rings)});
    }
    if (!rows.empty()) dbpool::executeRows(transaction_, kInsert, rows);
}

void AlarmWriter::remove(std::span<const std::int64_t> objects) {
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) { transaction_.executeIn(kRemove, {}, piece); });
}

void AlarmWriter::remove(EventId object, UserId user) {
    transaction_.execute(kRemoveUsers, {object.value, user.value});
}

void AlarmWriter::remove(UserId user, std::span<const std::int64_t> objects) {
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kRemoveAmong, {user.value}, piece);
    });
}

void AlarmWriter::removeOf(UserId user) {
    transaction_.execute(kRemoveZone, {user.value});
    transaction_.execute(kRemoveOf, {user.value});
}

}  // namespace groupware::calendar
