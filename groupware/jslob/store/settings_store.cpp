#include "groupware/jslob/store/settings_store.h"

namespace groupware::jslob {
namespace {

using dbpool::ReadStatement;
using dbpool::WriteStatement;

constexpr ReadStatement kAll{"jslob.settings.all",
                             "SELECT id, tree FROM jslob WHERE cid = ? AND user = ? AND service = ? ORDER BY id"};
constexpr ReadStatement kEverything{"jslob.settings.everything",
                                    "SELECT service, id, tree FROM jslob WHERE cid = ? AND user = ?"};
constexpr ReadStatement kFind{"jslob.settings.find",
                              "SELECT tree FROM jslob WHERE cid = ? AND user = ? AND service = ? AND id = ?"};
constexpr ReadStatement kCount{"jslob.settings.count", "SELECT COUNT(*) FROM jslob WHERE cid = ? AND user = ?"};
constexpr WriteStatement kPut{"jslob.settings.put",
                              "INSERT INTO jslob (cid, user, service, id, tree) VALUES (?, ?, ?, ?, ?) "
                              "ON DUPLICATE KEY UPDATE tree = VALUES(tree)"};
constexpr WriteStatement kRemove{"jslob.settings.remove",
                                 "DELETE FROM jslob WHERE cid = ? AND user = ? AND service = ? AND id = ?"};
constexpr WriteStatement kRemoveAll{"jslob.settings.removeAll", "DELETE FROM jslob WHERE cid = ? AND user = ?"};

}  // namespace

std::vector<StoredSettings> SettingsReader::all(UserId user, std::string_view service) {
    auto rows = session_.query(kAll, {user.value, service});
    std::vector<StoredSettings> found;
    while (rows.next()) found.push_back({.id = rows.text(1), .tree = rows.text(2)});
    return found;
}

std::vector<SettingsReader::Entry> SettingsReader::all(UserId user) {
    auto rows = session_.query(kEverything, {user.value});
    std::vector<Entry> found;
    while (rows.next()) found.push_back({.service = rows.text(1), .id = rows.text(2), .tree = rows.text(3)});
    return found;
}

std::optional<std::string> SettingsReader::find(UserId user, std::string_view service, std::string_view id) {
    auto rows = session_.query(kFind, {user.value, service, id});
    if (!rows.next()) return std::nullopt;
    return rows.text(1);
}

std::int64_t SettingsReader::count(UserId user) {
    auto rows = session_.query(kCount, {user.value});
    return rows.next() ? rows.integer(1) : 0;
}

void SettingsWriter::put(UserId user, std::string_view service, std::string_view id, std::string_view tree) {
    transaction_.execute(kPut, {user.value, service, id, tree});
}

bool SettingsWriter::remove(UserId user, std::string_view service, std::string_view id) {
    return transaction_.execute(kRemove, {user.value, service, id}) != 0;
}

void SettingsWriter::removeAll(UserId user) {
    transaction_.execute(kRemoveAll, {user.value});
}

}  // namespace groupware::jslob
