#include "dbpool/configdb/account_check.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace dbpool::configdb {

bool writesThroughReadOnly(Connection& connection) {
    constexpr std::array<std::string_view, 3> kDangerous{"ALL PRIVILEGES", "SUPER", "READ_ONLY ADMIN"};
    for (Rows rows = connection.queryText("SHOW GRANTS"); rows.next();) {
        const std::string grant = rows.text(1);
        if (grant.find(" ON *.* ") == std::string::npos) continue;
        if (std::any_of(kDangerous.begin(), kDangerous.end(),
                        [&](auto privilege) { return grant.find(privilege) != std::string::npos; })) {
            return true;
        }
    }
    return false;
}

}  // namespace dbpool::configdb
