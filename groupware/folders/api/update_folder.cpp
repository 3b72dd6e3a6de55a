#include "groupware/folders/api/update_folder.h"

#include "groupware/folders/api/wire.h"

#include <string>

namespace groupware::folders::api {

engine::Result UpdateFolder::handle(const Caller& caller, const engine::Call& call) {
    const auto body = folderObject(call.json());
    FolderChange change;
    change.name = json::text(*body, "title");
    if (const auto parent = json::text(*body, "folder_id")) change.parent = folderOf(*parent);
    change.grants = grantsOf(*body);
    change.cascade = call.flag("cascadePermissions");
    const auto written = service_.update(caller, folderOf(call, "id"), change, lastSeen(call));
    engine::Result result;
    result.data = std::to_string(written.folder.value);
    result.timestamp = written.committed.seq;
    result.committed = written.committed;
    return result;
}

}  // namespace groupware::folders::api
