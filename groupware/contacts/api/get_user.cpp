#include "groupware/contacts/api/get_user.h"

#include "groupware/contacts/api/wire.h"
#include "groupware/folders/folder.h"

namespace groupware::contacts::api {

engine::Result GetUser::handle(const Caller& caller, const engine::Call& call) {
    const auto contact =
        service_.get(caller, {.id = contactId(call.require("id")), .folder = folders::kGlobalAddressBook});
    engine::Result answer;
    answer.data = view_.object(contact, caller, call);
    answer.timestamp = contact.seq;
    return answer;
}

}  // namespace groupware::contacts::api
