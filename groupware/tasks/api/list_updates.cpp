#include "groupware/tasks/api/list_updates.h"

#include "groupware/tasks/api/wire.h"

namespace groupware::tasks::api {

engine::Result ListUpdates::handle(const Caller& caller, const engine::Call& call) {
    auto listing = engine::parseListing(call, view_.columns());
    listing.begin = 0;  // never cut
    listing.end.reset();
    const Seq since{call.requireInteger("timestamp")};
    const auto changes = service_.updates(caller, folderId(call.require("folder")), since, detailsFor(listing));
    auto data = view_.rows(changes.changed, listing, caller, call);
    if (call.parameter("ignore").value_or("") != "deleted") {
        for (const TaskId id : changes.removed) data->add(id.value);
    }
    engine::Result answer;
    answer.data = data;
    answer.timestamp = changes.timestamp;
    return answer;
}

}  // namespace groupware::tasks::api
