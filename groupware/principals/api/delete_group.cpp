#include "groupware/principals/api/delete_group.h"

#include "groupware/formats/json/json.h"
#include "groupware/principals/api/id_list.h"

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result DeleteGroup::handle(const Caller& caller, const groupware::api::Call& call) {
    const Seq seen{call.requireInteger("timestamp")};
    groupware::api::Result result;
    result.committed = directory_.remove(caller, GroupId{idOf(call.json())}, seen);
    result.timestamp = result.committed->seq;
    result.data = json::makeArray();
    return result;
}

}  // namespace groupware::principals::api
