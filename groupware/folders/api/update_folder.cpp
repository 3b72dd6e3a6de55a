#include "groupware/folders/api/update_folder.h"

#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {

engine::Result UpdateFolder::handle(const Caller& caller, const engine::Call& call) {
    const auto body = folderObject(call.json());
    FolderChange change;
    change.name = json::text(*body, "title");
    if (const auto parent = json::text(*body, "folder_id")) change.parent = folderOf(*parent);
    if (const auto permissions = permissionsOf(*body)) {
        change.grants = permissions->grants;
        for (const auto& guest : permissions->invited) {
            change.invitations.push_back(
                {sharing_.invitation(caller, guest.email, guest.displayName, guest.password, guest.expires),
                 guest.rights});
        }
    }
    change.subscription = subscriptionOf(*body);
    change.cascade = call.flag("cascadePermissions");
    return written(service_.update(caller, folderOf(call, "id"), change, lastSeen(call)));
}

}  // namespace groupware::folders::api
