#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/api/form.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// `update`: fields by PUT, fields and picture by POST of a form; moves by another `folder_id`.
class UpdateContact final : public groupware::api::Action {
public:
    UpdateContact(const ContactService& service, const FormLimits& limits) : service_(service), limits_(limits) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ContactService& service_;
    const FormLimits& limits_;
};

}  // namespace groupware::contacts::api
