#pragma once

#include "groupware/contacts/fields.h"
#include "groupware/formats/vcard/card.h"

/// Three postal addresses: home, business (type `work`) and other (neither). Of several of a kind the first counts.
namespace groupware::contacts {

void readAddresses(const formats::vcard::Card& card, Fields& fields);
/// An address of which nothing is left goes.
void writeAddresses(const Fields& change, formats::vcard::Card& card);

}  // namespace groupware::contacts
