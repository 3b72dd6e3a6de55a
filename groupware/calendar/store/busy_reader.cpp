#include "groupware/calendar/store/busy_reader.h"

#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/list_statement.h"
#include "dbpool/routing/sql_text.h"
#include "groupware/calendar/index.h"

#include <chrono>
#include <string_view>
#include <utility>

namespace groupware::calendar {
namespace {

using dbpool::ReadStatement;

constexpr std::string_view kColumns =
    "SELECT owner_kind, owner, id, object, folder, recurrence_id, starts, ends, floating, whole_days, zone, "
    "recurrence, busy, class, status, part_stat, summary, location, color, "
    "(SELECT uid FROM calendar_object own WHERE own.cid = calendar_event.cid AND own.id = calendar_event.object) "
    "FROM calendar_event FORCE INDEX (";
// Without its name, a week is found by reading all that its owner has: the rest of a range counts for more than what is
// behind its end.
constexpr std::string_view kFrom = "calendar_event_owner_from";
constexpr std::string_view kTo = "calendar_event_owner_to";
constexpr std::string_view kOwners = ") WHERE cid = ? AND owner_kind = ?";
// 0 free, 3 cancelled; 3 declined, 5 delegated: see the schema.
constexpr std::string_view kBusyOnly =
    " AND busy <> 0 AND status <> 3 AND part_stat NOT IN (3, 5) AND owner IN (?...) LIMIT ?";
constexpr std::string_view kShort = " AND lasting = 0 AND range_from >= ? AND range_from < ? AND range_to > ?";
constexpr std::string_view kLasting = " AND lasting = 1 AND range_to > ? AND range_from < ?";

constexpr ReadStatement kFindShort{"calendar.busy.short",
                                   dbpool::SqlText<kColumns, kFrom, kOwners, kShort, kBusyOnly>::kValue};
constexpr ReadStatement kFindLasting{"calendar.busy.lasting",
                                     dbpool::SqlText<kColumns, kTo, kOwners, kLasting, kBusyOnly>::kValue};
constexpr ReadStatement kCopies{"calendar.busy.copies",
                                "SELECT copy.id FROM calendar_event event "
                                "JOIN calendar_object own ON own.cid = event.cid AND own.id = event.object "
                                "JOIN calendar_object copy ON copy.cid = own.cid AND copy.uid = own.uid "
                                "WHERE event.cid = ? AND event.id = ?"};
constexpr ReadStatement kCreatedBy{"calendar.busy.createdBy",
                                   "SELECT id FROM calendar_object WHERE cid = ? AND created_by = ? AND id IN (?...)"};

/// Rows that are read for each that may be kept.
constexpr std::size_t kLookedAt = 10;

std::int64_t number(Instant instant) {
    return instant.time_since_epoch().count();
}

Instant instant(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

BusyRow rowOf(const dbpool::Rows& rows) {
    return {.owner = {.kind = static_cast<CalendarUser::Kind>(rows.integer(1)), .id = rows.integer(2)},
            .id = {rows.integer(3)},
            .object = {rows.integer(4)},
            .uid = rows.text(20),
            .folder = {rows.integer(5)},
            .recurrenceId = rows.text(6),
            .start = instant(rows.integer(7)),
            .end = instant(rows.integer(8)),
            .floating = rows.flag(9),
            .wholeDays = rows.flag(10),
            .zone = rows.text(11),
            .recurrence = rows.maybeText(12),
            .busy = static_cast<Busy>(rows.integer(13)),
            .classification = static_cast<Class>(rows.integer(14)),
            .status = static_cast<Status>(rows.integer(15)),
            .partStat = static_cast<PartStat>(rows.integer(16)),
            .summary = rows.text(17),
            .location = rows.text(18),
            .color = rows.text(19)};
}

}  // namespace

std::vector<BusyRow> BusyReader::find(CalendarUser::Kind kind, std::span<const std::int64_t> owners, Instant from,
                                      Instant to, std::size_t limit, const std::function<bool(const BusyRow&)>& keep) {
    constexpr std::chrono::days kFloat{1};
    const auto kindNumber = static_cast<std::int64_t>(kind);
    const auto first = number(from - kFloat);
    const auto last = number(to + kFloat);
    const std::size_t most = keep ? kLookedAt * limit : limit;
    std::size_t looked = 0;
    std::vector<BusyRow> found;
    const auto append = [&](const ReadStatement& statement, const std::vector<dbpool::Value>& values,
                            std::span<const std::int64_t> piece) {
        if (found.size() > limit || looked > most) return;
        auto asked = dbpool::expandList(statement.sql, values, piece);
        asked.values.emplace_back(static_cast<std::int64_t>(most - looked + 1));
        auto rows = session_.query(ReadStatement{statement.name, asked.sql}, asked.values);
        looked += rows.count();
        while (found.size() <= limit && rows.next()) {
            auto row = rowOf(rows);
            if (!keep || keep(row)) found.push_back(std::move(row));
        }
    };
    dbpool::inPieces(owners, [&](std::span<const std::int64_t> piece) {
        append(kFindShort, {kindNumber, number(from - kFloat - kMostShort), last, first}, piece);
        append(kFindLasting, {kindNumber, first, last}, piece);
    });
    return found;
}

std::set<EventId> BusyReader::copiesOf(EventId event) {
    std::set<EventId> copies;
    auto rows = session_.query(kCopies, {event.value});
    while (rows.next()) copies.insert({rows.integer(1)});
    return copies;
}

std::set<EventId> BusyReader::createdBy(UserId user, std::span<const std::int64_t> objects) {
    std::set<EventId> created;
    dbpool::inPieces(objects, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kCreatedBy, {user.value}, piece);
        while (rows.next()) created.insert({rows.integer(1)});
    });
    return created;
}

}  // namespace groupware::calendar
