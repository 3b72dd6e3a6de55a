#pragma once

#include "groupware/api/registry.h"
#include "groupware/principals/api/all_users.h"
#include "groupware/principals/api/current_user.h"
#include "groupware/principals/api/get_attribute.h"
#include "groupware/principals/api/get_user.h"
#include "groupware/principals/api/list_users.h"
#include "groupware/principals/api/search_users.h"
#include "groupware/principals/api/set_attribute.h"
#include "groupware/principals/api/update_user.h"

#include <cstddef>

namespace groupware::principals::api {

/// The modules `user` and `user/me` of the JSON API. Must outlive the registry's use.
class UserModule {
public:
    /// @param directory, zones  must outlive this object
    /// @param listLength  most ids of one call
    UserModule(UserDirectory& directory, const groupware::api::Zones& zones, std::size_t listLength);

    void addTo(groupware::api::Registry& registry);

private:
    GetUser get_;
    AllUsers all_;
    ListUsers list_;
    SearchUsers search_;
    CurrentUser current_;
    UpdateUser update_;
    GetAttribute getAttribute_;
    SetAttribute setAttribute_;
};

}  // namespace groupware::principals::api
