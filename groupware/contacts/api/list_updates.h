#pragma once

#include "groupware/api/action.h"
#include "groupware/contacts/api/view.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// `updates`: rows of what is new or changed in a folder since `timestamp`, and ids of what was deleted there, moved
/// away or hidden, in one list. Never cut.
class ListUpdates final : public groupware::api::Action {
public:
    ListUpdates(const ContactService& service, const View& view) : service_(service), view_(view) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ContactService& service_;
    const View& view_;
};

}  // namespace groupware::contacts::api
