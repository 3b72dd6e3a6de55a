#include "dbpool/routing/id_sequence.h"

#include "groupware/base/error.h"

namespace dbpool {
namespace {

constexpr WriteStatement kTake{"routing.sequence.take",
                               "INSERT INTO ctx_sequence (cid, kind, id) VALUES (?, ?, ?)"
                               " ON DUPLICATE KEY UPDATE id = GREATEST(id, VALUES(id))"};

/// The row it answers is the inserted or the updated one.
constexpr WriteStatement kNextMany{"routing.sequence.nextMany",
                                   "INSERT INTO ctx_sequence (cid, kind, id) VALUES (?, ?, ?)"
                                   " ON DUPLICATE KEY UPDATE id = id + VALUES(id) RETURNING id"};

}  // namespace

void takeIds(WriteTransaction& tx, std::string_view kind, std::int64_t last) {
    tx.execute(kTake, {kind, last});
}

std::int64_t nextIds(WriteTransaction& tx, std::string_view kind, std::int64_t count) {
    auto rows = tx.query(kNextMany, {kind, count});
    if (!rows.next()) throw groupware::Error(groupware::ErrorCode::Internal, "ctx_sequence returned no id");
    return rows.integer(1) - count + 1;
}

}  // namespace dbpool
