#include "groupware/contacts/api/merge_contacts.h"

#include "groupware/contacts/api/wire.h"

namespace groupware::contacts::api {

engine::Result MergeContacts::handle(const Caller& caller, const engine::Call& call) {
    const auto target = contactRefOf(call);
    const Seq seen = requireLastSeen(call);
    return written(service_.merge(caller, target, contactRef(*json::requireObject(call.json(), "the contact")), seen));
}

}  // namespace groupware::contacts::api
