#include "groupware/folders/api/folder_path.h"

#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {

engine::Result FolderPath::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    const auto found = service_.path(caller, folderOf(call, "id"), View::detailsFor(listing.columns));
    engine::Result result;
    result.data = view_.rows(found.folders, listing, caller, call);
    result.timestamp = found.seq;
    return result;
}

}  // namespace groupware::folders::api
