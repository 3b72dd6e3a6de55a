#include "groupware/folders/tree_rules.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <map>
#include <string>

namespace groupware::folders {
namespace {

[[noreturn]] void refuse(const Folder& parent, const char* why) {
    throw Error(ErrorCode::BadRequest, "folder " + std::to_string(parent.id.value) + ": " + why, why);
}

}  // namespace

Place placeBelow(const Folder& parent, std::string_view module, UserId creator) {
    const bool files = module == kInfostoreModule;
    if (module.empty() || module == kSystemModule) refuse(parent, "A folder needs a module.");
    if (parent.id == kPrivate || parent.id == kPublic) {
        if (files) refuse(parent, "Folders for files are created in the infostore.");
        return parent.id == kPrivate ? Place{FolderType::Private, creator} : Place{FolderType::Public, creator};
    }
    if (parent.isSystem() && parent.id != kPublicInfostore && parent.id != kUserInfostore) {
        refuse(parent, "No folders can be created here.");
    }
    if (files != (parent.module == kInfostoreModule)) refuse(parent, "A folder of this module does not fit in here.");
    if (parent.type == FolderType::Private || parent.type == FolderType::Trash) return {parent.type, parent.owner};
    return {FolderType::Public, creator};
}

std::vector<Grant> checkedGrants(const std::vector<Grant>& grants, const Place& place, std::int64_t maxGrants) {
    std::map<Grantee, Rights> joined;
    for (const auto& grant : grants) {
        auto& rights = joined[grant.grantee];
        rights = combine(rights, grant.rights);
    }
    std::erase_if(joined, [](const auto& entry) { return entry.second == Rights{}; });
    const auto bad = [](const std::string& why) { throw Error(ErrorCode::BadRequest, "permissions: " + why, why); };
    if (static_cast<std::int64_t>(joined.size()) > maxGrants) {
        bad("A folder has at most " + std::to_string(maxGrants) + " permission entries.");
    }
    const bool ownersOnly = place.type == FolderType::Private || place.type == FolderType::Trash;
    const auto owner = joined.find(Grantee::of(place.owner));
    if (ownersOnly && (owner == joined.end() || !owner->second.admin)) {
        bad("The owner of a private folder stays its administrator.");
    }
    bool admin = false;
    std::vector<Grant> result;
    for (const auto& [grantee, rights] : joined) {
        admin = admin || rights.admin;
        if (ownersOnly && rights.admin && grantee != Grantee::of(place.owner)) {
            bad("Only its owner administrates a private folder.");
        }
        result.push_back({grantee, rights});
    }
    if (!admin) bad("Somebody must be the folder's administrator.");
    return result;
}

std::vector<Grant> inheritedGrants(const Folder& parent, const std::vector<Grant>& parentGrants, const Place& place) {
    std::vector<Grant> grants;
    if (!parent.isSystem()) {
        std::copy_if(parentGrants.begin(), parentGrants.end(), std::back_inserter(grants),
                     [&](const Grant& grant) { return grant.grantee != Grantee::of(place.owner); });
    }
    grants.push_back({Grantee::of(place.owner), kOwnerRights});
    return grants;
}

}  // namespace groupware::folders
