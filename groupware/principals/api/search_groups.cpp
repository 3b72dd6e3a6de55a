#include "groupware/principals/api/search_groups.h"

#include "groupware/principals/api/group_wire.h"
#include "groupware/principals/api/id_list.h"

namespace groupware::principals::api {

groupware::api::Result SearchGroups::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto found = directory_.search(caller, wantedPattern(call));
    groupware::api::Result result;
    result.data = groupsToWire(found.groups);
    result.timestamp = found.seq;
    return result;
}

}  // namespace groupware::principals::api
