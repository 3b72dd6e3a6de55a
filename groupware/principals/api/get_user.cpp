#include "groupware/principals/api/get_user.h"

namespace groupware::principals::api {

groupware::api::Result GetUser::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto entry = directory_.get(caller, UserId{call.integer("id").value_or(caller.user.value)});
    groupware::api::Result result;
    result.data = columns_.object(entry);
    result.timestamp = entry.user.seq;
    return result;
}

}  // namespace groupware::principals::api
