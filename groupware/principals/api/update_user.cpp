#include "groupware/principals/api/update_user.h"

#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"
#include "groupware/principals/api/user_change_wire.h"

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result UpdateUser::handle(const Caller& caller, const groupware::api::Call& call) {
    const UserId user{call.requireInteger("id")};
    const Seq seen{call.requireInteger("timestamp")};
    const auto own = ownChangeOf(*json::requireObject(call.json(), "the body"));
    if (own.change.timeZone && !zones_.knows(*own.change.timeZone)) {
        throw Error(ErrorCode::BadRequest, "unknown time zone", "The time zone is unknown.");
    }
    groupware::api::Result result;
    result.committed = directory_.update(caller, user, own.change, own.primaryAddress, seen);
    result.timestamp = result.committed->seq;
    result.data = json::makeObject();
    return result;
}

}  // namespace groupware::principals::api
