#include "groupware/contacts/api/list_updates.h"

#include "groupware/contacts/api/wire.h"

namespace groupware::contacts::api {

engine::Result ListUpdates::handle(const Caller& caller, const engine::Call& call) {
    auto listing = view_.listing(call);
    listing.begin = 0;
    listing.end.reset();
    const Seq since{call.requireInteger("timestamp")};
    auto changes = service_.updates(caller, folderId(call.require("folder")), since, View::wantsMembers(listing));
    auto data = view_.rows(std::move(changes.changed), listing, caller, call);
    if (call.parameter("ignore").value_or("") != "deleted") {
        for (const ContactId id : changes.removed) data->add(id.value);
    }
    engine::Result answer;
    answer.data = data;
    answer.timestamp = changes.timestamp;
    return answer;
}

}  // namespace groupware::contacts::api
