#include "groupware/contacts/api/new_contact.h"

#include "groupware/contacts/api/wire.h"

namespace groupware::contacts::api {

engine::Result NewContact::handle(const Caller& caller, const engine::Call& call) {
    if (isForm(call.request()))
        return written(service_.create(caller, readContactForm(*call.request(), limits_, service_.limits())));
    return written(service_.create(caller, patchOf(*json::requireObject(call.json(), "the contact"))));
}

}  // namespace groupware::contacts::api
