#pragma once

#include "groupware/api/action.h"
#include "groupware/api/zones.h"
#include "groupware/principals/service/user_directory.h"

namespace groupware::principals::api {

/// `user?action=update`: changes what the body names of the caller, who is `id`: what the address book shows of him,
/// his `timezone` and his `locale`.
class UpdateUser final : public groupware::api::Action {
public:
    /// Both must outlive this object.
    UpdateUser(UserDirectory& directory, const groupware::api::Zones& zones) : directory_(directory), zones_(zones) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    UserDirectory& directory_;
    const groupware::api::Zones& zones_;
};

}  // namespace groupware::principals::api
