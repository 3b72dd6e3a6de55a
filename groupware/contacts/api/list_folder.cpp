#include "groupware/contacts/api/list_folder.h"

#include "groupware/contacts/api/wire.h"
#include "groupware/principals/user.h"

namespace groupware::contacts::api {

engine::Result ListFolder::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    auto found = service_.all(caller, folderId(call.require("folder")), View::wantsMembers(listing));
    if (call.parameter("admin").value_or("true") == "false")
        std::erase_if(found.contacts, [](const Contact& contact) { return contact.user == principals::kContextAdmin; });
    engine::Result answer;
    answer.data = view_.rows(std::move(found.contacts), listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::contacts::api
