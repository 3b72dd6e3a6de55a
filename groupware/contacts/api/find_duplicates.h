#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// `duplicates`: contacts of a folder that are likely the same person.
class FindDuplicates final : public groupware::api::Action {
public:
    explicit FindDuplicates(const ContactService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ContactService& service_;
};

}  // namespace groupware::contacts::api
