#include "filestore/store/trash_store.h"

namespace filestore {
namespace {

constexpr dbpool::WriteStatement kAdd{"filestore.trash.add",
                                      "INSERT INTO filestore_trash (cid, blob_key, since) VALUES (?, ?, NOW(3))"};
constexpr dbpool::UnsyncedStatement kDue{
    "filestore.trash.due",
    "SELECT blob_key FROM filestore_trash WHERE cid = ? AND since <= NOW(3) - INTERVAL ? * 1000 MICROSECOND "
    "ORDER BY since LIMIT ?"};
constexpr dbpool::UnsyncedStatement kForget{"filestore.trash.forget",
                                            "DELETE FROM filestore_trash WHERE cid = ? AND blob_key = ?"};

}  // namespace

void TrashWriter::add(std::string_view key) {
    transaction_.execute(kAdd, {key});
}

std::vector<std::string> TrashCollectorStore::due(std::chrono::milliseconds grace, int atMost) {
    auto rows = transaction_.query(kDue, {std::int64_t{grace.count()}, std::int64_t{atMost}});
    std::vector<std::string> keys;
    while (rows.next()) keys.push_back(rows.text(1));
    return keys;
}

void TrashCollectorStore::forget(std::string_view key) {
    transaction_.execute(kForget, {key});
}

}  // namespace filestore
