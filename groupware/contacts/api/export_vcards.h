#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// `export?action=VCARD`: the cards of a folder or of a list, as their clients wrote them. Streamed.
class ExportVcards final : public groupware::api::Action {
public:
    explicit ExportVcards(const ContactService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ContactService& service_;
};

}  // namespace groupware::contacts::api
