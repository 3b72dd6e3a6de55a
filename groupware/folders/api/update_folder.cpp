#include "groupware/folders/api/update_folder.h"

#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {

engine::Result UpdateFolder::handle(const Caller& caller, const engine::Call& call) {
    const auto body = folderObject(call.json());
    FolderChange change;
    change.name = json::text(*body, "title");
    if (const auto parent = json::text(*body, "folder_id")) change.parent = folderOf(*parent);
    change.grants = grantsOf(*body);
    change.subscription = subscriptionOf(*body);
    change.cascade = call.flag("cascadePermissions");
    return written(service_.update(caller, folderOf(call, "id"), change, lastSeen(call)));
}

}  // namespace groupware::folders::api
