#include "groupware/principals/api/delete_resources.h"

#include "groupware/principals/api/id_list.h"

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result DeleteResources::handle(const Caller& caller, const groupware::api::Call& call) {
    const Seq seen{call.requireInteger("timestamp")};
    std::vector<ResourceId> resources;
    for (const auto id : idsOf(call.json(), listLength_)) resources.push_back({id});
    groupware::api::Result result;
    result.committed = directory_.remove(caller, resources, seen);
    result.timestamp = result.committed->seq;
    result.data = json::makeArray();
    return result;
}

}  // namespace groupware::principals::api
