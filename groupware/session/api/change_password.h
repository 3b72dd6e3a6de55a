#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/password_change.h"

namespace groupware::session::api {

/// `passwordchange?action=update`: `old_password` proves the caller, `new_password` is from then on the one of his
/// account.
class ChangePassword final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit ChangePassword(PasswordChange& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    PasswordChange& service_;
};

}  // namespace groupware::session::api
