#include "dbpool/replication/account_check.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

namespace dbpool {
namespace {

/// What the account may do on the whole server, as SHOW GRANTS writes it.
std::string serverRights(Connection& connection) {
    std::string rights;
    for (Rows rows = connection.queryText("SHOW GRANTS"); rows.next();) {
        const std::string grant = rows.text(1);
        const auto end = grant.find(" ON *.* ");
        if (end != std::string::npos) rights += grant.substr(0, end) + ", ";
    }
    return rights;
}

bool holdsAny(const std::string& rights, std::span<const std::string_view> wanted) {
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](auto right) { return rights.find(right) != std::string::npos; });
}

}  // namespace

bool writesThroughReadOnly(Connection& connection) {
    constexpr std::array<std::string_view, 3> kDangerous{"ALL PRIVILEGES", "SUPER", "READ_ONLY ADMIN"};
    return holdsAny(serverRights(connection), kDangerous);
}

std::string missingPromotionRights(Connection& connection) {
    constexpr std::array<std::string_view, 7> kNeeded{"PROCESS",
                                                      "CONNECTION ADMIN",
                                                      "READ_ONLY ADMIN",
                                                      "REPLICATION MASTER ADMIN",
                                                      "REPLICATION SLAVE ADMIN",
                                                      "SLAVE MONITOR",
                                                      "RELOAD"};
    const std::string rights = serverRights(connection);
    if (rights.find("ALL PRIVILEGES") != std::string::npos) return {};
    std::string missing;
    for (const auto right : kNeeded) {
        if (rights.find(right) != std::string::npos) continue;
        if (!missing.empty()) missing += ", ";
        missing += right;
    }
    return missing;
}

bool mayReplicate(Connection& connection) {
    constexpr std::array<std::string_view, 2> kEnough{"ALL PRIVILEGES", "REPLICATION SLAVE,"};  // not ... SLAVE ADMIN
    return holdsAny(serverRights(connection), kEnough);
}

}  // namespace dbpool
