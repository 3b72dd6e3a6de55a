#pragma once

#include "groupware/api/action.h"
#include "groupware/session/service/app_password_service.h"

namespace groupware::session::api {

/// `apppasswords?action=all`: the caller's app passwords, oldest first; their texts are known to nobody any more.
class AllAppPasswords final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit AllAppPasswords(AppPasswordService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    AppPasswordService& service_;
};

/// `apppasswords?action=new`: makes one of `name`, `readOnly` and `modules`; `password` is that of the account. The
/// answer has the only copy of its text.
class CreateAppPassword final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit CreateAppPassword(AppPasswordService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    AppPasswordService& service_;
};

/// `apppasswords?action=delete`: revokes those whose ids the body lists. Those that are revoked already are no error.
class RevokeAppPasswords final : public groupware::api::Action {
public:
    /// Must outlive this object.
    explicit RevokeAppPasswords(AppPasswordService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    AppPasswordService& service_;
};

}  // namespace groupware::session::api
