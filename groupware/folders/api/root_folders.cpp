#include "groupware/folders/api/root_folders.h"

namespace groupware::folders::api {

engine::Result RootFolders::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    const auto found = service_.list(caller, kRoot, View::detailsFor(listing.columns));
    engine::Result result;
    result.data = view_.sortedRows(found.folders, listing, caller, call);
    result.timestamp = found.seq;
    return result;
}

}  // namespace groupware::folders::api
