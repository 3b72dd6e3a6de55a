#include "groupware/contacts/api/list_users.h"

#include "groupware/contacts/api/wire.h"

namespace groupware::contacts::api {

engine::Result ListUsers::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = view_.listing(call);
    auto found = service_.list(caller, userRefsOf(call.json()), false);
    engine::Result answer;
    answer.data = view_.rows(std::move(found.contacts), listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::contacts::api
