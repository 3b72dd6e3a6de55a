#pragma once

#include "groupware/api/registry.h"
#include "groupware/principals/api/all_users.h"
#include "groupware/principals/api/current_user.h"
#include "groupware/principals/api/get_user.h"
#include "groupware/principals/api/list_users.h"
#include "groupware/principals/api/search_users.h"

namespace groupware::principals::api {

/// The modules `user` and `user/me` of the JSON API. Must outlive the registry's use.
class UserModule {
public:
    /// Must outlive this object.
    explicit UserModule(UserDirectory& directory);

    void addTo(groupware::api::Registry& registry);

private:
    GetUser get_;
    AllUsers all_;
    ListUsers list_;
    SearchUsers search_;
    CurrentUser current_;
};

}  // namespace groupware::principals::api
