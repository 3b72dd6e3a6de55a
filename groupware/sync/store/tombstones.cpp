#include "groupware/sync/tombstones.h"

#include "groupware/base/error.h"

namespace groupware::sync {

namespace {

constexpr dbpool::WriteStatement kAdd{
    "sync.tombstone.add",
    "INSERT INTO tombstone (cid, kind, folder, object, name, seq) VALUES (?, ?, ?, ?, LEFT(?, 767), ?)"
    " ON DUPLICATE KEY UPDATE name = VALUES(name), seq = VALUES(seq)"};
constexpr dbpool::ReadStatement kSince{"sync.tombstone.since",
                                       "SELECT object, name, seq FROM tombstone"
                                       " WHERE cid = ? AND kind = ? AND folder = ? AND seq > ? ORDER BY seq, object"};

constexpr dbpool::ReadStatement kFloor{"sync.tombstone.floor", "SELECT seq FROM tombstone_floor WHERE cid = ?"};
constexpr dbpool::ReadStatement kAges{
    "sync.tombstone.ages",
    "SELECT MIN(seq), CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) FROM tombstone WHERE cid = ?"};
constexpr dbpool::WriteStatement kRaiseFloor{
    "sync.tombstone.raise_floor",
    "INSERT INTO tombstone_floor (cid, seq) VALUES (?, ?) ON DUPLICATE KEY UPDATE seq = GREATEST(seq, VALUES(seq))"};
constexpr dbpool::WriteStatement kRemoveOld{"sync.tombstone.remove_old",
                                            "DELETE FROM tombstone WHERE cid = ? AND seq <= ? ORDER BY seq LIMIT 500"};
constexpr std::int64_t kBatch = 500;
/// So that a context that deletes something every minute is not written every minute.
constexpr std::chrono::milliseconds kDay = std::chrono::hours(24);

/// The seq up to which tombstones are to go; 0 = none. A seq is shaped like the time of its transaction.
std::int64_t seqToRemove(dbpool::ContextDatabase& database, ContextId context, std::chrono::milliseconds keep) {
    return database.read(context, Freshness::eventual(), [&](dbpool::ReadSession& session) -> std::int64_t {
        dbpool::Rows rows = session.query(kAges);
        if (!rows.next() || rows.isNull(1)) return 0;
        const std::int64_t limit = rows.integer(2) - keep.count();
        return rows.integer(1) < limit - kDay.count() ? limit : 0;
    });
}

/// @return tombstones removed, at most kBatch
std::int64_t removeBatch(dbpool::ContextDatabase& database, ContextId context, std::int64_t limit) {
    std::int64_t removed = 0;
    database.write(context, [&](dbpool::WriteTransaction& tx) {
        removed = tx.execute(kRemoveOld, {limit});
        if (removed == 0) return;  // another node was faster
        tx.execute(kRaiseFloor, {limit});
        tx.record(change(Kind::Context, Verb::Changed, FolderId{}, context.value));
    });
    return removed;
}

}  // namespace

Seq tombstoneFloor(dbpool::ReadSession& session) {
    dbpool::Rows rows = session.query(kFloor);
    return rows.next() ? Seq{rows.integer(1)} : Seq{};
}

void requireTombstones(dbpool::ReadSession& session, Seq seq) {
    if (seq <= Seq{} || !Tombstones(session).expired(seq)) return;
    throw Error(ErrorCode::PreconditionFailed, "tombstones since " + std::to_string(seq.value) + " are gone",
                "The last synchronisation was too long ago. Please load the folder anew.");
}

std::int64_t removeOldTombstones(dbpool::ContextDatabase& database, ContextId context, std::chrono::milliseconds keep) {
    const std::int64_t limit = seqToRemove(database, context, keep);
    if (limit <= 0) return 0;
    std::int64_t removed = 0;
    for (std::int64_t batch = kBatch; batch == kBatch; removed += batch) batch = removeBatch(database, context, limit);
    return removed;
}

std::vector<Tombstone> tombstonesSince(dbpool::ReadSession& session, Kind kind, FolderId folder, Seq seq) {
    std::vector<Tombstone> found;
    dbpool::Rows rows = session.query(kSince, {static_cast<std::int64_t>(kind), folder.value, seq.value});
    while (rows.next()) found.push_back({.object = rows.integer(1), .name = rows.text(2), .seq = {rows.integer(3)}});
    return found;
}

void addTombstone(dbpool::WriteTransaction& transaction, Kind kind, FolderId folder, std::int64_t object,
                  std::string_view name) {
    transaction.execute(kAdd, {static_cast<std::int64_t>(kind), folder.value, object, name, transaction.seq().value});
}

}  // namespace groupware::sync
