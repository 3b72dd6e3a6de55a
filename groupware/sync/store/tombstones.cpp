#include "groupware/sync/tombstones.h"

namespace groupware::sync {

namespace {

constexpr dbpool::WriteStatement kAdd{
    "sync.tombstone.add",
    "INSERT INTO tombstone (cid, kind, folder, object, name, seq) VALUES (?, ?, ?, ?, LEFT(?, 767), ?)"
    " ON DUPLICATE KEY UPDATE name = VALUES(name), seq = VALUES(seq)"};
constexpr dbpool::ReadStatement kSince{"sync.tombstone.since",
                                       "SELECT object, name, seq FROM tombstone"
                                       " WHERE cid = ? AND kind = ? AND folder = ? AND seq > ? ORDER BY seq, object"};

}  // namespace

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
