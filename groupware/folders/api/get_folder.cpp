#include "groupware/folders/api/get_folder.h"

#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {

engine::Result GetFolder::handle(const Caller& caller, const engine::Call& call) {
    const auto found = service_.get(caller, folderOf(call, "id"), View::allDetails());
    engine::Result result;
    result.data = view_.object(found.folders.front(), caller, call);
    result.timestamp = found.folders.front().folder.changed;
    return result;
}

}  // namespace groupware::folders::api
