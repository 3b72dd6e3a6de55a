#include "groupware/folders/api/visible_folders.h"

namespace groupware::folders::api {

engine::Result VisibleFoldersAction::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    const auto module = moduleFromText(call.require("content_type"));
    const auto found = service_.allVisible(caller, module, View::detailsFor(listing.columns));
    auto data = json::makeObject();
    data->set("private", view_.sortedRows(found.privateFolders, listing, caller, call));
    data->set("public", view_.sortedRows(found.publicFolders, listing, caller, call));
    data->set("shared", view_.sortedRows(found.sharedFolders, listing, caller, call));
    engine::Result result;
    result.data = data;
    result.timestamp = found.seq;
    return result;
}

}  // namespace groupware::folders::api
