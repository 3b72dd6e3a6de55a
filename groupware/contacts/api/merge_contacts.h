#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// `merge`: puts what another contact says into one, and deletes the other.
class MergeContacts final : public groupware::api::Action {
public:
    explicit MergeContacts(const ContactService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ContactService& service_;
};

}  // namespace groupware::contacts::api
