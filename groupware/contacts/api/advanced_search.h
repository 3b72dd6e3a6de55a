#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/api/view.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// `advancedSearch`: contacts by a term; see ContactFilter.
class AdvancedSearch final : public groupware::api::Action {
public:
    AdvancedSearch(const ContactService& service, const View& view) : service_(service), view_(view) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ContactService& service_;
    const View& view_;
};

}  // namespace groupware::contacts::api
