#pragma once

#include "groupware/api/action.h"
#include "groupware/api/columns.h"
#include "groupware/api/zones.h"
#include "groupware/contacts/api/contact_columns.h"

#include <utility>
#include <vector>

namespace groupware::contacts::api {

/// How contacts look in answers: the columns, and times in the caller's zone. Shared by all actions; immutable.
class View {
public:
    /// @param zones  outlives this object
    explicit View(const groupware::api::Zones& zones) : columns_(contactColumns()), zones_(zones) {}

    [[nodiscard]] const groupware::api::ColumnSet<Contact>& columns() const noexcept { return columns_; }
    /// What a call asks of a list.
    [[nodiscard]] groupware::api::Listing listing(const groupware::api::Call& call) const {
        return parseListing(call, columns_);
    }
    /// Whether it shows members of distribution lists, which are read apart.
    [[nodiscard]] static bool wantsMembers(const groupware::api::Listing& listing);
    /// The rows of a listing, as the call asks for them.
    [[nodiscard]] formats::json::Array::Ptr rows(std::vector<Contact> contacts, groupware::api::Listing listing,
                                                 const Caller& caller, const groupware::api::Call& call) const;
    /// One contact with all that it has.
    [[nodiscard]] formats::json::Object::Ptr object(const Contact& contact, const Caller& caller,
                                                    const groupware::api::Call& call) const {
        return columns_.object(contact, zones_.localTime(caller, call));
    }
    [[nodiscard]] groupware::api::LocalTime localTime(const Caller& caller, const groupware::api::Call& call) const {
        return zones_.localTime(caller, call);
    }

private:
    groupware::api::ColumnSet<Contact> columns_;
    const groupware::api::Zones& zones_;
};

}  // namespace groupware::contacts::api
