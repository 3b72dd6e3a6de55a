#include "groupware/folders/service/grantees.h"

#include "groupware/base/error.h"
#include "groupware/principals/store/missing_principals.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>

namespace groupware::folders {
namespace {

[[noreturn]] void refuse(const std::string& who) {
    throw Error(ErrorCode::BadRequest, "permissions for " + who + ", which does not exist",
                "Permissions: the " + who + " does not exist.");
}

}  // namespace

void requireGrantees(dbpool::WriteTransaction& tx, const std::vector<Grant>& grants) {
    std::set<std::int64_t> users;
    std::set<std::int64_t> groups;
    for (const auto& [grantee, rights] : grants) {
        if (rights != Rights{}) (grantee.group ? groups : users).insert(grantee.id);
    }
    users = principals::missingUsers(tx, std::move(users));
    if (!users.empty()) refuse("user " + std::to_string(*users.begin()));
    groups = principals::missingGroups(tx, std::move(groups));
    if (!groups.empty()) refuse("group " + std::to_string(*groups.begin()));
}

}  // namespace groupware::folders
