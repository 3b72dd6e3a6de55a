#include "groupware/principals/api/group_updates_since.h"

#include "groupware/principals/api/group_wire.h"
#include "groupware/principals/api/id_list.h"

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result GroupUpdatesSince::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto updates = directory_.updates(caller, Seq{call.requireInteger("timestamp")});
    auto data = json::makeObject();
    data->set("new", groupsToWire(updates.created));
    data->set("modified", groupsToWire(updates.changed));
    data->set("deleted", idsToWire(updates.removed));
    groupware::api::Result result;
    result.data = data;
    result.timestamp = updates.seq;
    return result;
}

}  // namespace groupware::principals::api
