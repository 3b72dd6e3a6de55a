#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// `export?action=CSV`: the fields of a folder's contacts or of a list, as a table.
class ExportCsv final : public groupware::api::Action {
public:
    explicit ExportCsv(const ContactService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ContactService& service_;
};

}  // namespace groupware::contacts::api
