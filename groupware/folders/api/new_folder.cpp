#include "groupware/folders/api/new_folder.h"

#include "groupware/base/error.h"
#include "groupware/folders/api/wire.h"

#include <string>

namespace groupware::folders::api {

engine::Result NewFolderAction::handle(const Caller& caller, const engine::Call& call) {
    const auto body = folderObject(call.json());
    const auto title = json::text(*body, "title");
    if (!title) throw Error(ErrorCode::BadRequest, "new folder without title", "A folder needs a title.");
    const auto written = service_.create(caller, {.parent = folderOf(call, "folder_id"),
                                                  .name = *title,
                                                  .module = moduleFromText(json::text(*body, "module").value_or("")),
                                                  .grants = grantsOf(*body)});
    engine::Result result;
    result.data = std::to_string(written.folder.value);
    result.timestamp = written.committed.seq;
    result.committed = written.committed;
    return result;
}

}  // namespace groupware::folders::api
