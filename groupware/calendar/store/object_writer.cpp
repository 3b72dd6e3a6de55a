#include "groupware/calendar/store/object_writer.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/routing/execute_rows.h"
#include "dbpool/routing/id_sequence.h"
#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/sql_text.h"
#include "groupware/base/error.h"
#include "groupware/calendar/store/event_row.h"

#include <string_view>

namespace groupware::calendar {
namespace {

using dbpool::WriteStatement;

constexpr std::string_view kIdKind = "event";

constexpr WriteStatement kInsert{
    "calendar.object.insert",
    "INSERT INTO calendar_object (cid, id, owner_kind, owner, folder, name, uid, role, schedule_tag, attachments, "
    "newest_attachment, created_by, created_at, changed_by, created_seq, seq, text) VALUES (?...)"};
// All rows are there: who names an id that is gone gets a new row, and the duplicate that matters is that of the id,
// which the server looks at first.
constexpr WriteStatement kUpdate{
    "calendar.object.update",
    "INSERT INTO calendar_object (cid, id, owner_kind, owner, folder, name, uid, role, schedule_tag, attachments, "
    "newest_attachment, created_by, created_at, changed_by, created_seq, seq, text) VALUES (?...) ON DUPLICATE KEY "
    "UPDATE owner_kind = VALUES(owner_kind), owner = VALUES(owner), folder = VALUES(folder), name = VALUES(name), uid "
    "= VALUES(uid), role = VALUES(role), schedule_tag = VALUES(schedule_tag), attachments = VALUES(attachments), "
    "newest_attachment = VALUES(newest_attachment), created_by = VALUES(created_by), created_at = VALUES(created_at), "
    "changed_by = VALUES(changed_by), created_seq = VALUES(created_seq), seq = VALUES(seq), text = VALUES(text)"};
constexpr std::string_view kEventRows =
    "INSERT INTO calendar_event (cid, id, object, recurrence_id, owner_kind, owner, folder, starts, ends, range_from, "
    "range_to, lasting, floating, whole_days, zone, recurrence, busy, class, status, part_stat, organizer, attendees, "
    "sequence, summary, location, categories, color, hints, first_instance, last_instance, words) VALUES (?...)";
constexpr std::string_view kOrUpdate =
    " ON DUPLICATE KEY UPDATE owner_kind = "
    "VALUES(owner_kind), owner = VALUES(owner), folder = VALUES(folder), starts = VALUES(starts), ends = VALUES(ends), "
    "range_from = VALUES(range_from), range_to = VALUES(range_to), lasting = VALUES(lasting), floating = "
    "VALUES(floating), whole_days = VALUES(whole_days), zone = VALUES(zone), recurrence = VALUES(recurrence), busy = "
    "VALUES(busy), class = VALUES(class), status = VALUES(status), part_stat = VALUES(part_stat), organizer = "
    "VALUES(organizer), attendees = VALUES(attendees), sequence = VALUES(sequence), summary = VALUES(summary), "
    "location = VALUES(location), categories = VALUES(categories), color = VALUES(color), hints = VALUES(hints), "
    "first_instance = VALUES(first_instance), last_instance = VALUES(last_instance), words = VALUES(words)";
constexpr std::string_view kOrDerive =
    " ON DUPLICATE KEY UPDATE hints = VALUES(hints), first_instance = VALUES(first_instance), last_instance = "
    "VALUES(last_instance), words = VALUES(words)";
constexpr WriteStatement kInsertEvents{"calendar.event.insert", kEventRows};
constexpr WriteStatement kDeriveEvents{"calendar.event.derive", dbpool::SqlText<kEventRows, kOrDerive>::kValue};
constexpr WriteStatement kStoreEvents{"calendar.event.store", dbpool::SqlText<kEventRows, kOrUpdate>::kValue};
// The one-row tables stand first because the context id is the first value of every statement.
constexpr WriteStatement kSetAttachments{
    "calendar.object.setAttachments",
    "UPDATE (SELECT ? AS cid) k JOIN calendar_object o ON o.cid = k.cid SET o.attachments = ?, o.newest_attachment = "
    "?, o.changed_by = ?, o.seq = ? WHERE o.id IN (?...)"};
constexpr WriteStatement kTouch{
    "calendar.object.touch",
    "UPDATE (SELECT ? AS cid) k JOIN calendar_object o ON o.cid = k.cid SET o.seq = ? WHERE o.id IN (?...)"};
constexpr WriteStatement kBequeath{
    "calendar.object.bequeath",
    "UPDATE (SELECT ? AS cid) k JOIN calendar_object o ON o.cid = k.cid SET o.created_by = IF(o.created_by = ?, ?, "
    "o.created_by), o.changed_by = IF(o.changed_by = ?, ?, o.changed_by), o.seq = ? WHERE o.id IN (?...)"};
constexpr WriteStatement kRemove{"calendar.object.remove",
                                 "DELETE FROM calendar_object WHERE cid = ? AND id IN (?...)"};
constexpr WriteStatement kRemoveEvents{"calendar.event.remove",
                                       "DELETE FROM calendar_event WHERE cid = ? AND id IN (?...)"};
constexpr WriteStatement kRemoveEventsOf{"calendar.event.removeOf",
                                         "DELETE FROM calendar_event WHERE cid = ? AND object IN (?...)"};
constexpr WriteStatement kRemovePersonalOf{"calendar.personal.removeOf",
                                           "DELETE FROM calendar_personal WHERE cid = ? AND object IN (?...)"};
constexpr dbpool::ReadStatement kEventIds{
    "calendar.event.ids", "SELECT object, recurrence_id, id FROM calendar_event WHERE cid = ? AND object IN (?...)"};

/// Runs `write`, whose duplicates are what somebody has already.
template <class Write>
void unique(Write write) {
    try {
        write();
    } catch (const dbpool::DbError& failure) {
        if (failure.kind() != dbpool::DbErrorKind::DuplicateKey) throw;
        throw Error(ErrorCode::Conflict, "uid or resource name of a calendar object taken",
                    "The calendar has this event already.");
    }
}

std::vector<std::vector<dbpool::Value>> rowsOf(std::span<const IndexedWrite> objects) {
    std::vector<std::vector<dbpool::Value>> rows;
    for (const auto& each : objects) rows.push_back(valuesOf(*each.object));
    return rows;
}

/// Takes the ids of events that are still there out of `known`; the others are gone.
void keepIds(const IndexedWrite& write, EventIds& known, EventIds& kept) {
    auto& before = known[write.object->id];
    auto& after = kept[write.object->id];
    for (const auto& event : write.index->events) {
        if (event.recurrenceId.empty()) {
            after.emplace("", write.object->id);
        } else if (auto id = before.extract(event.recurrenceId)) {
            after.insert(std::move(id));
        }
    }
    if (after.contains("")) before.erase("");
}

}  // namespace

EventIds eventIdsOf(dbpool::ReadSession& session, std::span<const std::int64_t> objects) {
    EventIds ids;
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        auto rows = session.queryIn(kEventIds, {}, piece);
        while (rows.next()) ids[{rows.integer(1)}][rows.text(2)] = {rows.integer(3)};
    });
    return ids;
}

void ObjectWriter::insert(std::span<const IndexedWrite> objects) {
    unique([&] { dbpool::executeRows(transaction_, kInsert, rowsOf(objects)); });
}

std::vector<GoneEvent> ObjectWriter::store(std::span<const IndexedWrite> objects) {
    std::vector<IndexedWrite> added;
    std::vector<IndexedWrite> changed;
    std::vector<std::int64_t> ids;
    for (const auto& each : objects) {
        const bool isNew = each.object->id == EventId{};
        (isNew ? added : changed).push_back(each);
        if (!isNew) ids.push_back(each.object->id.value);
    }
    auto next = added.empty() ? 0 : dbpool::nextIds(transaction_, kIdKind, static_cast<std::int64_t>(added.size()));
    for (const auto& each : added) {
        each.object->id = {next++};
        each.object->createdSeq = transaction_.seq();
    }
    for (const auto& each : objects) each.object->seq = transaction_.seq();
    EventIds known;
    if (!ids.empty()) known = eventIdsOf(transaction_, ids);
    EventIds kept;
    for (const auto& each : objects) keepIds(each, known, kept);
    std::vector<GoneEvent> gone;
    std::vector<std::int64_t> removed;
    for (const auto& each : objects) {
        for (const auto& [recurrenceId, event] : known[each.object->id]) {
            gone.push_back({.folder = each.object->folder, .event = event});
            removed.push_back(event.value);
        }
    }
    dbpool::inPieces(removed,
                     [&](std::span<const std::int64_t> piece) { transaction_.executeIn(kRemoveEvents, {}, piece); });
    insert(added);
    unique([&] { dbpool::executeRows(transaction_, kUpdate, rowsOf(changed)); });
    storeEvents(kStoreEvents, objects, std::move(kept));
    return gone;
}

void ObjectWriter::restore(std::span<const IndexedWrite> objects, const EventIds& ids) {
    for (const auto& each : objects) each.object->createdSeq = each.object->seq = transaction_.seq();
    insert(objects);
    unique([&] { storeEvents(kInsertEvents, objects, ids); });
}

/// @param ids  those that events have; the others get new ones
void ObjectWriter::storeEvents(const WriteStatement& statement, std::span<const IndexedWrite> objects, EventIds ids) {
    std::int64_t missing = 0;
    for (const auto& each : objects)
        missing += static_cast<std::int64_t>(each.index->events.size() - ids[each.object->id].size());
    auto next = missing == 0 ? 0 : dbpool::nextIds(transaction_, kIdKind, missing);
    std::vector<std::vector<dbpool::Value>> rows;
    for (const auto& each : objects) {
        auto& known = ids[each.object->id];
        for (const auto& event : each.index->events) {
            auto id = known.find(event.recurrenceId);
            if (id == known.end()) id = known.emplace(event.recurrenceId, EventId{next++}).first;
            rows.push_back(valuesOf(*each.object, id->second, event));
        }
    }
    dbpool::executeRows(transaction_, statement, rows);
}

void ObjectWriter::derive(std::span<const IndexedWrite> objects, const EventIds& ids) {
    std::vector<std::vector<dbpool::Value>> rows;
    for (const auto& each : objects) {
        const auto known = ids.find(each.object->id);
        if (known == ids.end()) continue;
        for (const auto& event : each.index->events) {
            if (const auto id = known->second.find(event.recurrenceId); id != known->second.end())
                rows.push_back(valuesOf(*each.object, id->second, event));
        }
    }
    dbpool::executeRows(transaction_, kDeriveEvents, rows);
}

void ObjectWriter::setAttachments(std::span<const std::int64_t> objects, const CalendarObject& like) {
    dbpool::Value newest(nullptr);
    if (like.newestAttachment) newest = milliseconds(*like.newestAttachment);
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kSetAttachments,
                               {like.attachments, newest, like.changedBy.value, transaction_.seq().value}, piece);
    });
}

void ObjectWriter::touch(std::span<const std::int64_t> objects) {
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kTouch, {transaction_.seq().value}, piece);
    });
}

void ObjectWriter::bequeath(std::span<const std::int64_t> objects, UserId user, UserId heir) {
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kBequeath, {user.value, heir.value, user.value, heir.value, transaction_.seq().value},
                               piece);
    });
}

void ObjectWriter::remove(std::span<const std::int64_t> objects) {
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kRemoveEventsOf, {}, piece);
        transaction_.executeIn(kRemovePersonalOf, {}, piece);
        transaction_.executeIn(kRemove, {}, piece);
    });
}

}  // namespace groupware::calendar
