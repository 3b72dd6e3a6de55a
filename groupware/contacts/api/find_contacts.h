#pragma once

#include "groupware/api/find_module.h"
#include "groupware/contacts/api/view.h"
#include "groupware/contacts/service/contact_service.h"

namespace groupware::contacts::api {

/// Contacts for `find`, the global address book's included: queries find what `search` does, and no more than it
/// returns; suggestions are those of `autocomplete`, the most used ones first, also without a mail address.
class FindContacts final : public groupware::api::FindModule {
public:
    /// Both outlive this object.
    FindContacts(const ContactService& service, const groupware::api::Zones& zones) : service_(service), view_(zones) {}

    [[nodiscard]] std::string_view module() const noexcept override { return "contacts"; }
    [[nodiscard]] std::string_view access() const noexcept override { return "contacts"; }
    [[nodiscard]] std::vector<groupware::api::FindSuggestion> suggest(const Caller& caller, const std::string& prefix,
                                                                      std::size_t limit) const override;
    /// @throws CodedError CON-1000 for a text that is too short
    [[nodiscard]] groupware::api::FindAnswer query(const Caller& caller, const groupware::api::Call& call,
                                                   const groupware::api::FindRequest& request) const override;

private:
    const ContactService& service_;
    View view_;
};

}  // namespace groupware::contacts::api
