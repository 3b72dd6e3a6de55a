#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// `image/contact/picture` and `contacts/picture?action=get`: the picture of a contact, by folder and id or by a mail
/// address. Status 404 without one. Takes conditional requests.
class ShowPicture final : public groupware::api::Action {
public:
    explicit ShowPicture(const ContactService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ContactService& service_;
};

}  // namespace groupware::contacts::api
