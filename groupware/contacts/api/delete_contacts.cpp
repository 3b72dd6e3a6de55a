#include "groupware/contacts/api/delete_contacts.h"

#include "groupware/contacts/api/wire.h"

namespace groupware::contacts::api {

engine::Result DeleteContacts::handle(const Caller& caller, const engine::Call& call) {
    return refusals(service_.remove(caller, contactRefsOf(call.json()), requireLastSeen(call)));
}

}  // namespace groupware::contacts::api
