#include "groupware/folders/api/new_folder.h"

#include "groupware/base/error.h"
#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {

engine::Result NewFolderAction::handle(const Caller& caller, const engine::Call& call) {
    const auto body = folderObject(call.json());
    const auto title = json::text(*body, "title");
    if (!title) throw Error(ErrorCode::BadRequest, "new folder without title", "A folder needs a title.");
    const auto permissions = permissionsOf(*body);
    if (permissions && !permissions->invited.empty()) {
        throw Error(ErrorCode::BadRequest, "guests of a new folder", "Invite guests when the folder is made.");
    }
    return written(service_.create(caller, {.parent = folderOf(call, "folder_id"),
                                            .name = *title,
                                            .module = moduleFromText(json::text(*body, "module").value_or("")),
                                            .grants = permissions ? std::optional(permissions->grants) : std::nullopt,
                                            .subscription = subscriptionOf(*body)}));
}

}  // namespace groupware::folders::api
