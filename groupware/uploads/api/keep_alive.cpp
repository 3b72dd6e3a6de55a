#include "groupware/uploads/api/keep_alive.h"

namespace groupware::uploads::api {

groupware::api::Result KeepAlive::handle(const Caller& caller, const groupware::api::Call& call) {
    groupware::api::Result answer;
    answer.committed = service_.keepAlive(caller, call.require("id"));
    return answer;
}

}  // namespace groupware::uploads::api
