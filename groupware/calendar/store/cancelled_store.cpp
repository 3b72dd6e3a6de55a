#include "groupware/calendar/store/cancelled_store.h"

#include "groupware/calendar/store/event_row.h"

namespace groupware::calendar {
namespace {

constexpr dbpool::ReadStatement kFind{
    "calendar.cancelled.find",
    "SELECT organizer, sequence, stamp, cancelled FROM calendar_cancelled WHERE cid = ? AND owner_kind = ? AND owner = "
    "? AND uid = ?"};
constexpr dbpool::WriteStatement kPut{"calendar.cancelled.put",
                                      "REPLACE INTO calendar_cancelled (cid, owner_kind, owner, uid, organizer, "
                                      "sequence, stamp, cancelled, since) VALUES "
                                      "(?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr dbpool::WriteStatement kRemove{
    "calendar.cancelled.remove",
    "DELETE FROM calendar_cancelled WHERE cid = ? AND owner_kind = ? AND owner = ? AND uid = ?"};
constexpr dbpool::UnsyncedStatement kRemoveBefore{"calendar.cancelled.removeBefore",
                                                  "DELETE FROM calendar_cancelled WHERE cid = ? AND since < ? LIMIT ?"};

}  // namespace

std::optional<CancelledVersion> CancelledReader::find(const CalendarUser& owner, std::string_view uid) {
    auto rows = session_.query(kFind, {static_cast<std::int64_t>(owner.kind), owner.id, uid});
    if (!rows.next()) return std::nullopt;
    return CancelledVersion{.organizer = rows.text(1),
                            .sequence = rows.integer(2),
                            .stamp = instantOf(rows.integer(3)),
                            .cancelled = rows.integer(4) != 0};
}

void CancelledWriter::put(const CalendarUser& owner, std::string_view uid, const CancelledVersion& version,
                          Instant now) {
    transaction_.execute(kPut,
                         {static_cast<std::int64_t>(owner.kind), owner.id, uid, version.organizer, version.sequence,
                          milliseconds(version.stamp), std::int64_t{version.cancelled ? 1 : 0}, milliseconds(now)});
}

void CancelledWriter::remove(const CalendarUser& owner, std::string_view uid) {
    transaction_.execute(kRemove, {static_cast<std::int64_t>(owner.kind), owner.id, uid});
}

std::int64_t removeCancelledBefore(dbpool::UnsyncedTransaction& transaction, Instant since, std::int64_t atMost) {
    return transaction.execute(kRemoveBefore, {milliseconds(since), atMost});
}

}  // namespace groupware::calendar
