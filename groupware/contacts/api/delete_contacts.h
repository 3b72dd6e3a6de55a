#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// `delete`: for good. Answers what was left.
class DeleteContacts final : public groupware::api::Action {
public:
    explicit DeleteContacts(const ContactService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ContactService& service_;
};

}  // namespace groupware::contacts::api
