#include "groupware/tasks/api/list_folder.h"

#include "groupware/tasks/api/wire.h"

namespace groupware::tasks::api {

engine::Result ListFolder::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = engine::parseListing(call, view_.columns());
    const auto found = service_.all(caller, folderId(call.require("folder")), detailsFor(listing));
    engine::Result answer;
    answer.data = view_.rows(found.tasks, listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::tasks::api
