#include "groupware/infostore/api/list_folder.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result ListFolder::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = engine::parseListing(call, view_.columns());
    const auto found = service_.all(caller, folderId(call.require("folder")));
    engine::Result answer;
    answer.data = view_.rows(found.documents, listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::infostore::api
