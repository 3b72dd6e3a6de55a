#include "groupware/principals/api/get_resource.h"

#include "groupware/principals/api/resource_wire.h"

namespace groupware::principals::api {

groupware::api::Result GetResource::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto resource = directory_.get(caller, ResourceId{call.requireInteger("id")});
    groupware::api::Result result;
    result.data = resourceToWire(resource, caller);
    result.timestamp = resource.seq;
    return result;
}

}  // namespace groupware::principals::api
