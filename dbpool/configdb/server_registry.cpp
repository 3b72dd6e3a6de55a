#include "dbpool/configdb/server_registry.h"

#include "dbpool/configdb/like_pattern.h"
#include "dbpool/driver/db_error.h"
#include "groupware/base/error.h"

namespace dbpool {
namespace {

using groupware::Error;
using groupware::ErrorCode;
using groupware::ServerId;

constexpr ConfigReadStatement kFind{"configdb.server.find", "SELECT server_id, name FROM server WHERE server_id = ?"};
constexpr ConfigReadStatement kFindName{"configdb.server.findName",
                                        "SELECT server_id, name FROM server WHERE name = ?"};
constexpr ConfigReadStatement kList{"configdb.server.list",
                                    "SELECT server_id, name FROM server WHERE name LIKE ? ORDER BY server_id"};
constexpr ConfigWriteStatement kInsert{"configdb.server.insert", "INSERT INTO server (server_id, name) VALUES (?, ?)"};
constexpr ConfigWriteStatement kRename{"configdb.server.rename", "UPDATE server SET name = ? WHERE server_id = ?"};
constexpr ConfigWriteStatement kDelete{"configdb.server.delete", "DELETE FROM server WHERE server_id = ?"};

RegisteredServer serverOf(const Rows& rows) {
    return {.id = {rows.integer(1)}, .name = rows.text(2)};
}

[[noreturn]] void refuse(ErrorCode code, const std::string& text) {
    throw Error(code, text, text);
}

[[noreturn]] void refuseUnknown(ServerId server) {
    refuse(ErrorCode::NotFound, "No such server " + std::to_string(server.value));
}

void requireFree(ConfigTransaction& transaction, std::string_view name) {
    if (!ServerReader(transaction).find(name)) return;
    refuse(ErrorCode::Conflict, "Server " + std::string(name) + " already exists!");
}

}  // namespace

std::optional<RegisteredServer> ServerReader::find(ServerId server) {
    Rows rows = session_.query(kFind, {server.value});
    if (!rows.next()) return std::nullopt;
    return serverOf(rows);
}

std::optional<RegisteredServer> ServerReader::find(std::string_view name) {
    Rows rows = session_.query(kFindName, {name});
    if (!rows.next()) return std::nullopt;
    return serverOf(rows);
}

std::vector<RegisteredServer> ServerReader::list(std::string_view pattern) {
    std::vector<RegisteredServer> servers;
    for (Rows rows = session_.query(kList, {configdb::likePattern(pattern)}); rows.next();) {
        servers.push_back(serverOf(rows));
    }
    return servers;
}

ServerId ServerRegistry::add(std::string_view name) {
    requireFree(transaction_, name);
    const ServerId id{transaction_.nextId()};
    transaction_.execute(kInsert, {id.value, name});
    return id;
}

void ServerRegistry::rename(ServerId server, std::string_view name) {
    const auto known = ServerReader(transaction_).find(server);
    if (!known) refuseUnknown(server);
    if (known->name == name) return;
    requireFree(transaction_, name);
    transaction_.execute(kRename, {name, server.value});
}

void ServerRegistry::remove(ServerId server) {
    try {
        if (transaction_.execute(kDelete, {server.value}) == 0) refuseUnknown(server);
    } catch (const DbError& error) {
        if (error.kind() != DbErrorKind::ForeignKey) throw;
        refuse(ErrorCode::Conflict, "Server " + std::to_string(server.value) + " is in use");
    }
}

}  // namespace dbpool
