#include "groupware/principals/api/update_resource.h"

#include "groupware/formats/json/json.h"
#include "groupware/principals/api/resource_wire.h"

namespace groupware::principals::api {

groupware::api::Result UpdateResource::handle(const Caller& caller, const groupware::api::Call& call) {
    const ResourceId resource{call.requireInteger("id")};
    const Seq seen{call.requireInteger("timestamp")};
    groupware::api::Result result;
    result.committed = directory_.change(caller, resource, resourceFieldsOf(call), seen);
    result.timestamp = result.committed->seq;
    result.data = formats::json::makeObject();
    return result;
}

}  // namespace groupware::principals::api
