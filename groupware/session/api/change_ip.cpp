#include "groupware/session/api/change_ip.h"

#include "groupware/session/api/login_call.h"

namespace groupware::session::api {

groupware::api::Result ChangeIp::handle(const groupware::api::Call& call) {
    const auto proven = proveWriter(authenticator_, call);
    service_.changeAddress(proven.session.id, call.require("clientIP"));
    groupware::api::Result result;
    result.response = doneAnswer();
    return result;
}

}  // namespace groupware::session::api
