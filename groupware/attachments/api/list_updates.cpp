#include "groupware/attachments/api/list_updates.h"

#include "groupware/attachments/api/wire.h"

#include <string>

namespace groupware::attachments::api {

engine::Result ListUpdates::handle(const Caller& caller, const engine::Call& call) {
    auto listing = view_.listing(call);
    listing.begin = 0;
    listing.end.reset();
    const Target target = targetOf(call);
    const auto changes = service_.updates(caller, target, Seq{call.integer("timestamp").value_or(0)});
    auto data = view_.rows(changes.added, target.folder, listing, caller, call);
    if (call.parameter("ignore").value_or("") != "deleted") {
        for (const AttachmentId id : changes.removed) data->add(std::to_string(id.value));
    }
    engine::Result answer;
    answer.data = data;
    answer.timestamp = changes.timestamp;
    return answer;
}

}  // namespace groupware::attachments::api
