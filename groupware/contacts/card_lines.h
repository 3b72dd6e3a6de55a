#pragma once

#include "groupware/contacts/fields.h"
#include "groupware/formats/vcard/card.h"

#include <string>
#include <vector>

/// Fields that are lines of which a card has any number: telephones, mail addresses, instant messengers.
///
/// Which line is which field follows from its types; a line for which that would say something else has the parameter
/// X-YOKE-FIELD with the field's name ("none" for a line that is no field). Clients that drop it still have the value.
namespace groupware::contacts {

void readLines(const formats::vcard::Card& card, Fields& fields);
void writeLines(const Fields& change, formats::vcard::Card& card);

[[nodiscard]] bool isTelephone(int column);

/// Every mail address of the card, those that are no field too.
[[nodiscard]] std::vector<std::string> mailAddresses(const formats::vcard::Card& card);

}  // namespace groupware::contacts
