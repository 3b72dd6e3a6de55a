#pragma once

#include "groupware/contacts/contact.h"

#include <span>
#include <string>
#include <vector>

namespace groupware::contacts {

/// Contacts that are likely the same person: `reasons` say why, in the words of the JSON interface.
struct DuplicateGroup {
    std::vector<ContactId> contacts{};   ///< two or more, in the order in which they were given
    std::vector<std::string> reasons{};  ///< "mail", "telephone"
};

/// Same mail address, or same name and a telephone number in common; case, blanks and punctuation aside. Whoever is
/// like one of a group belongs to it. Distribution lists are left out. Takes time that grows with the number of values.
[[nodiscard]] std::vector<DuplicateGroup> findDuplicates(std::span<const Contact> contacts);

}  // namespace groupware::contacts
