#include "groupware/principals/api/update_group.h"

#include "groupware/formats/json/json.h"
#include "groupware/principals/api/group_wire.h"

namespace groupware::principals::api {

groupware::api::Result UpdateGroup::handle(const Caller& caller, const groupware::api::Call& call) {
    const GroupId group{call.requireInteger("id")};
    const Seq seen{call.requireInteger("timestamp")};
    groupware::api::Result result;
    result.committed = directory_.change(caller, group, groupFieldsOf(call), seen);
    result.timestamp = result.committed->seq;
    result.data = formats::json::makeObject();
    return result;
}

}  // namespace groupware::principals::api
