#include "groupware/principals/api/get_group.h"

#include "groupware/principals/api/group_wire.h"

namespace groupware::principals::api {

groupware::api::Result GetGroup::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto group = directory_.get(caller, GroupId{call.requireInteger("id")});
    groupware::api::Result result;
    result.data = groupToWire(group);
    result.timestamp = group.seq;
    return result;
}

}  // namespace groupware::principals::api
