#include "groupware/folders/api/clear_folders.h"

#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {

engine::Result ClearFolders::handle(const Caller& caller, const engine::Call& call) {
    const auto folders = foldersOf(call.json(), service_.limits().perRequest);
    return forEach(folders, call, [&](FolderId folder) { return service_.clear(caller, folder); });
}

}  // namespace groupware::folders::api
