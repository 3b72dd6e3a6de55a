#include "groupware/calendar/service/readers.h"

#include "groupware/folders/folder.h"
#include "groupware/folders/rights.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/principals/store/group_store.h"

#include <map>
#include <vector>

namespace groupware::calendar {

std::set<UserId> cannotRead(dbpool::ReadSession& session, FolderId folder, std::set<UserId> users) {
    std::map<UserId, folders::Rights> rights;
    std::map<GroupId, folders::Rights> ofGroups;
    folders::Rights ofAll;
    for (const auto& [grantee, granted] : folders::FolderReader(session).grants(folder)) {
        if (!grantee.group) {
            rights[UserId{grantee.id}] = granted;
        } else if (GroupId{grantee.id} == folders::kAllUsers) {
            ofAll = granted;
        } else {
            ofGroups[GroupId{grantee.id}] = granted;
        }
    }
    std::vector<GroupId> ids;
    for (const auto& [id, granted] : ofGroups) ids.push_back(id);
    if (!ids.empty()) {
        for (const auto& group : principals::GroupReader(session).find(ids)) {
            for (const auto member : group.members)
                rights[member] = folders::combine(rights[member], ofGroups.at(group.id));
        }
    }
    std::erase_if(users, [&](UserId user) {
        const auto granted = folders::combine(rights[user], ofAll);
        return granted.allows(folders::Permission::SeeFolder) && granted.allows(folders::Permission::ReadAll);
    });
    return users;
}

}  // namespace groupware::calendar
