#include "groupware/contacts/api/get_contact.h"

#include "groupware/contacts/api/wire.h"

namespace groupware::contacts::api {

engine::Result GetContact::handle(const Caller& caller, const engine::Call& call) {
    const auto contact = service_.get(caller, contactRefOf(call));
    engine::Result answer;
    answer.data = view_.object(contact, caller, call);
    answer.timestamp = contact.seq;
    return answer;
}

}  // namespace groupware::contacts::api
