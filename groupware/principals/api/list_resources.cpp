#include "groupware/principals/api/list_resources.h"

#include "groupware/principals/api/id_list.h"
#include "groupware/principals/api/resource_wire.h"

#include <cstdint>
#include <map>

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result ListResources::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto ids = idsOf(call.json(), listLength_);
    const auto all = directory_.all(caller);
    std::map<std::int64_t, const Resource*> known;
    for (const auto& resource : all.resources) known.emplace(resource.id.value, &resource);
    auto found = json::makeArray();
    for (const auto id : ids) {
        const auto at = known.find(id);
        if (at == known.end()) continue;
        found->add(resourceToWire(*at->second, caller));
        known.erase(at);
    }
    groupware::api::Result result;
    result.data = found;
    result.timestamp = all.seq;
    return result;
}

}  // namespace groupware::principals::api
