#include "groupware/folders/api/folder_updates.h"

#include "groupware/folders/api/wire.h"

#include <string>

namespace groupware::folders::api {

engine::Result FolderUpdatesAction::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    const Seq since{call.requireInteger("timestamp")};
    const auto found = service_.updates(caller, folderOf(call, "parent"), since, View::detailsFor(listing.columns));
    auto data = view_.sortedRows(found.changed, listing, caller, call);
    if (call.parameter("ignore").value_or("") != "deleted") {
        for (const auto id : found.removed) data->add(std::to_string(id.value));
    }
    engine::Result result;
    result.data = data;
    result.timestamp = found.seq;
    return result;
}

}  // namespace groupware::folders::api
