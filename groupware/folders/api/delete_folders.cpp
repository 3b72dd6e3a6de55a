#include "groupware/folders/api/delete_folders.h"

#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {

engine::Result DeleteFolders::handle(const Caller& caller, const engine::Call& call) {
    const auto folders = foldersOf(call.json(), service_.limits().perRequest);
    return forEach(folders, call, [&](FolderId folder) {
        return service_.remove(caller, folder, call.flag("hardDelete"), lastSeen(call));
    });
}

}  // namespace groupware::folders::api
