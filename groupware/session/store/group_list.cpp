#include "groupware/session/store/group_list.h"

#include "groupware/base/error.h"
#include "groupware/principals/user.h"

#include <charconv>

namespace groupware::session {

std::vector<GroupId> groupsFromList(std::string_view list) {
    std::vector<GroupId> groups{principals::kAllUsers};
    const char* at = list.data();
    const char* const end = at + list.size();
    while (at < end) {
        GroupId group;
        const auto parsed = std::from_chars(at, end, group.value);
        if (parsed.ec != std::errc()) throw Error(ErrorCode::Internal, "group ids that are no numbers");
        groups.push_back(group);
        at = parsed.ptr + 1;
    }
    return groups;
}

}  // namespace groupware::session
