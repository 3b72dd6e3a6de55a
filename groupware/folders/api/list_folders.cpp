#include "groupware/folders/api/list_folders.h"

#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {

engine::Result ListFolders::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    const auto found = service_.list(caller, folderOf(call, "parent"), View::detailsFor(listing.columns),
                                     call.flag("all") ? Shown::All : Shown::Subscribed);
    engine::Result result;
    result.data = view_.sortedRows(found.folders, listing, caller, call);
    result.timestamp = found.seq;
    return result;
}

}  // namespace groupware::folders::api
