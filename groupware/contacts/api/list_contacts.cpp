#include "groupware/contacts/api/list_contacts.h"

#include "groupware/contacts/api/wire.h"

namespace groupware::contacts::api {

engine::Result ListContacts::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    auto found = service_.list(caller, contactRefsOf(call.json()), View::wantsMembers(listing));
    engine::Result answer;
    answer.data = view_.rows(std::move(found.contacts), listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::contacts::api
