#include "dbpool/routing/id_sequence.h"

namespace dbpool {
namespace {

constexpr WriteStatement kTake{"routing.sequence.take",
                               "INSERT INTO ctx_sequence (cid, kind, id) VALUES (?, ?, ?)"
                               " ON DUPLICATE KEY UPDATE id = GREATEST(id, VALUES(id))"};

}  // namespace

void takeIds(WriteTransaction& tx, std::string_view kind, std::int64_t last) {
    tx.execute(kTake, {kind, last});
}

}  // namespace dbpool
