#include "groupware/sync/left_objects.h"

#include "dbpool/routing/execute_rows.h"
#include "groupware/sync/tombstones.h"

#include <vector>

namespace groupware::sync {
namespace {

constexpr dbpool::WriteStatement kAddMany{"sync.tombstone.addMany",
                                          "INSERT INTO tombstone (cid, kind, folder, object, name, seq) VALUES (?...)"
                                          " ON DUPLICATE KEY UPDATE name = VALUES(name), seq = VALUES(seq)"};

/// The first kMaxTombstoneName characters.
std::string_view cut(std::string_view name) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < name.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(name[at]) & 0xC0U) != 0x80U;
        if (begins && characters++ == kMaxTombstoneName) return name.substr(0, at);
    }
    return name;
}

}  // namespace

void addTombstones(dbpool::WriteTransaction& transaction, Kind kind, std::span<const LeftObject> objects) {
    std::vector<std::vector<dbpool::Value>> rows;
    for (const auto& each : objects)
        rows.push_back(
            {static_cast<std::int64_t>(kind), each.folder.value, each.object, cut(each.name), transaction.seq().value});
    dbpool::executeRows(transaction, kAddMany, rows);
}

}  // namespace groupware::sync
