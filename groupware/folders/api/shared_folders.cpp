#include "groupware/folders/api/shared_folders.h"

namespace groupware::folders::api {

engine::Result SharedFolders::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    const auto module = moduleFromText(call.require("content_type"));
    const auto found = service_.shares(caller, module, View::detailsFor(listing.columns));
    engine::Result result;
    result.data = view_.sortedRows(found.folders, listing, caller, call);
    result.timestamp = found.seq;
    return result;
}

}  // namespace groupware::folders::api
