#include "groupware/principals/api/all_users.h"

namespace groupware::principals::api {

groupware::api::Result AllUsers::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto listing = groupware::api::parseListing(call, columns_);
    const auto all = directory_.all(caller);
    groupware::api::Result result;
    result.data = columns_.rows(all.users, listing);
    result.timestamp = all.seq;
    return result;
}

}  // namespace groupware::principals::api
