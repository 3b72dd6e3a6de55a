#include "dbpool/configdb/login_mappings.h"

namespace dbpool {

namespace {

constexpr ConfigReadStatement kFind{"configdb.login.find", "SELECT cid FROM login2context WHERE login_info = ?"};
constexpr ConfigReadStatement kOf{"configdb.login.of",
                                  "SELECT login_info FROM login2context WHERE cid = ? ORDER BY login_info"};

}  // namespace

std::optional<groupware::ContextId> LoginMappings::find(std::string_view loginInfo) {
    Rows rows = session_.query(kFind, {loginInfo});
    if (!rows.next()) return std::nullopt;
    return groupware::ContextId{rows.integer(1)};
}

std::vector<std::string> LoginMappings::of(groupware::ContextId context) {
    std::vector<std::string> names;
    for (Rows rows = session_.query(kOf, {context.value}); rows.next();) names.push_back(rows.text(1));
    return names;
}

}  // namespace dbpool
