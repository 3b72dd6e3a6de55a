#include "groupware/principals/api/all_groups.h"

#include "groupware/principals/api/group_wire.h"

namespace groupware::principals::api {

groupware::api::Result AllGroups::handle(const Caller& caller, const groupware::api::Call& /*call*/) {
    const auto all = directory_.all(caller);
    groupware::api::Result result;
    result.data = groupsToWire(all.groups);
    result.timestamp = all.seq;
    return result;
}

}  // namespace groupware::principals::api
