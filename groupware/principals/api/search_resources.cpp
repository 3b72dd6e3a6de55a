#include "groupware/principals/api/search_resources.h"

#include "groupware/principals/api/id_list.h"
#include "groupware/principals/api/resource_wire.h"

namespace groupware::principals::api {

groupware::api::Result SearchResources::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto found = directory_.search(caller, wantedPattern(call));
    groupware::api::Result result;
    result.data = resourcesToWire(found.resources, caller);
    result.timestamp = found.seq;
    return result;
}

}  // namespace groupware::principals::api
