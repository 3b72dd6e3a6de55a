#pragma once

#include "groupware/api/registry.h"
#include "groupware/principals/api/all_resources.h"
#include "groupware/principals/api/create_resource.h"
#include "groupware/principals/api/delete_resources.h"
#include "groupware/principals/api/get_resource.h"
#include "groupware/principals/api/list_resources.h"
#include "groupware/principals/api/resource_updates_since.h"
#include "groupware/principals/api/search_resources.h"
#include "groupware/principals/api/update_resource.h"

#include <cstddef>

namespace groupware::principals::api {

/// The module `resource` of the JSON API. Must outlive the registry's use.
class ResourceModule {
public:
    /// @param directory  must outlive this object
    /// @param listLength  most ids of one call
    ResourceModule(ResourceDirectory& directory, std::size_t listLength);

    void addTo(groupware::api::Registry& registry);

private:
    GetResource get_;
    AllResources all_;
    ListResources list_;
    SearchResources search_;
    ResourceUpdatesSince updates_;
    CreateResource create_;
    UpdateResource update_;
    DeleteResources delete_;
};

}  // namespace groupware::principals::api
