#include "groupware/folders/service/grantees.h"

#include "groupware/base/error.h"
#include "groupware/principals/store/guest_store.h"
#include "groupware/principals/store/missing_principals.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace groupware::folders {
namespace {

[[noreturn]] void refuse(const std::string& who) {
    throw Error(ErrorCode::BadRequest, "permissions for " + who + ", which does not exist",
                "Permissions: the " + who + " does not exist.");
}

}  // namespace

std::vector<principals::Guest> requireGrantees(dbpool::WriteTransaction& tx, const std::vector<Grant>& grants,
                                               const Folder* folder) {
    std::set<std::int64_t> users;
    std::set<std::int64_t> groups;
    for (const auto& [grantee, rights] : grants) {
        if (rights != Rights{}) (grantee.group ? groups : users).insert(grantee.id);
    }
    users = principals::missingUsers(tx, std::move(users));
    std::vector<principals::Guest> guests;
    if (folder != nullptr && !users.empty()) {
        guests = principals::GuestReader(tx).among(std::vector<std::int64_t>(users.begin(), users.end()));
        for (const auto& guest : guests) users.erase(guest.id.value);
    }
    if (!users.empty()) refuse("user " + std::to_string(*users.begin()));
    // The fixed folders are seen by guests; other folders name them one by one.
    if (folder != nullptr && folder->isSystem()) groups.erase(principals::kGuests.value);
    groups = principals::missingGroups(tx, std::move(groups));
    if (!groups.empty()) refuse("group " + std::to_string(*groups.begin()));
    return guests;
}

}  // namespace groupware::folders
