#pragma once

#include "groupware/api/registry.h"
#include "groupware/principals/api/all_groups.h"
#include "groupware/principals/api/create_group.h"
#include "groupware/principals/api/delete_group.h"
#include "groupware/principals/api/get_group.h"
#include "groupware/principals/api/group_updates_since.h"
#include "groupware/principals/api/list_groups.h"
#include "groupware/principals/api/search_groups.h"
#include "groupware/principals/api/update_group.h"

#include <cstddef>

namespace groupware::principals::api {

/// The module `group` of the JSON API. Must outlive the registry's use.
class GroupModule {
public:
    /// @param directory  must outlive this object
    /// @param listLength  most ids of one call
    GroupModule(GroupDirectory& directory, std::size_t listLength);

    void addTo(groupware::api::Registry& registry);

private:
    GetGroup get_;
    AllGroups all_;
    ListGroups list_;
    SearchGroups search_;
    GroupUpdatesSince updates_;
    CreateGroup create_;
    UpdateGroup update_;
    DeleteGroup delete_;
};

}  // namespace groupware::principals::api
