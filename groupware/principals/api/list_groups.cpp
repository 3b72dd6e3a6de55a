#include "groupware/principals/api/list_groups.h"

#include "groupware/principals/api/group_wire.h"
#include "groupware/principals/api/id_list.h"

#include <cstdint>
#include <map>

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result ListGroups::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto ids = idsOf(call.json(), listLength_);
    const auto all = directory_.all(caller);
    std::map<std::int64_t, const Group*> known;
    for (const auto& group : all.groups) known.emplace(group.id.value, &group);
    auto found = json::makeArray();
    for (const auto id : ids) {
        const auto at = known.find(id);
        if (at == known.end()) continue;
        found->add(groupToWire(*at->second));
        known.erase(at);
    }
    groupware::api::Result result;
    result.data = found;
    result.timestamp = all.seq;
    return result;
}

}  // namespace groupware::principals::api
