#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// `copy`: the same card under another UID, in the folder that the body names.
class CopyContact final : public groupware::api::Action {
public:
    explicit CopyContact(const ContactService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ContactService& service_;
};

}  // namespace groupware::contacts::api
