#include "groupware/principals/api/resource_updates_since.h"

#include "groupware/principals/api/id_list.h"
#include "groupware/principals/api/resource_wire.h"

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result ResourceUpdatesSince::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto updates = directory_.updates(caller, Seq{call.requireInteger("timestamp")});
    auto data = json::makeObject();
    data->set("new", resourcesToWire(updates.created, caller));
    data->set("modified", resourcesToWire(updates.changed, caller));
    data->set("deleted", idsToWire(updates.removed));
    groupware::api::Result result;
    result.data = data;
    result.timestamp = updates.seq;
    return result;
}

}  // namespace groupware::principals::api
