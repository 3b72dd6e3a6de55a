#include "groupware/infostore/api/list_updates.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result ListUpdates::handle(const Caller& caller, const engine::Call& call) {
    auto listing = engine::parseListing(call, view_.columns());
    listing.begin = 0;
    listing.end.reset();
    const auto since = lastSeen(call).value_or(Seq{});
    const FolderId folder = folderId(call.require("folder"));
    const auto changes = service_.updates(caller, folder, since);
    auto data = view_.rows(changes.changed, listing, caller, call);
    if (call.parameter("ignore").value_or("") != "deleted") {
        for (const DocumentId id : changes.removed) data->add(wireId(folder, id));
    }
    engine::Result answer;
    answer.data = data;
    answer.timestamp = changes.timestamp;
    return answer;
}

}  // namespace groupware::infostore::api
