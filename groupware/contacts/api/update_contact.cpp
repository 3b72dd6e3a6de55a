#include "groupware/contacts/api/update_contact.h"

#include "groupware/contacts/api/wire.h"

namespace groupware::contacts::api {

engine::Result UpdateContact::handle(const Caller& caller, const engine::Call& call) {
    const auto contact = contactRefOf(call);
    const Seq seen = requireLastSeen(call);
    const auto patch = isForm(call.request()) ? readContactForm(*call.request(), limits_, service_.limits())
                                              : patchOf(*json::requireObject(call.json(), "the contact"));
    return written(service_.update(caller, contact, patch, seen));
}

}  // namespace groupware::contacts::api
