#include "groupware/session/api/change_password.h"

#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"
#include "groupware/session/api/login_call.h"

namespace groupware::session::api {

namespace json = formats::json;

groupware::api::Result ChangePassword::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto& request = requireRequest(call);
    const auto body = json::requireObject(call.json(), "the body");
    const auto oldPassword = json::text(*body, "old_password");
    const auto newPassword = json::text(*body, "new_password");
    if (!oldPassword || !newPassword) {
        throw Error(ErrorCode::BadRequest, "no old_password or new_password",
                    "The body has the members old_password and new_password.");
    }
    groupware::api::Result result;
    result.committed = withLoginCodes(
        [&] { return service_.change(caller, *oldPassword, *newPassword, request.head().remoteAddress); });
    result.timestamp = result.committed->seq;
    result.data = json::makeObject();
    return result;
}

}  // namespace groupware::session::api
