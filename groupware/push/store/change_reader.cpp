#include "groupware/push/store/change_reader.h"

namespace groupware::push {
namespace {

constexpr dbpool::ReadStatement kSince{"push.change.since",
                                       "SELECT seq, prev, kind, folder, object FROM ctx_change WHERE cid = ? "
                                       "AND seq > ? ORDER BY seq, ordinal LIMIT ?"};

}  // namespace

Changes ChangeReader::since(Seq since, std::size_t limit) {
    Changes changes;
    auto rows = session_.query(kSince, {since.value, static_cast<std::int64_t>(limit) + 1});
    bool first = true;
    while (rows.next()) {
        // Each record names its predecessor: another one than what the caller knows means that some are gone.
        if (first) changes.complete = rows.integer(2) == since.value;
        first = false;
        if (changes.records.size() == limit) {
            changes.complete = false;
            break;
        }
        changes.records.push_back({.seq = {rows.integer(1)},
                                   .kind = static_cast<sync::Kind>(rows.integer(3)),
                                   .folder = {rows.integer(4)},
                                   .object = rows.integer(5)});
    }
    return changes;
}

}  // namespace groupware::push
