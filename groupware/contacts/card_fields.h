#pragma once

#include "groupware/contacts/fields.h"
#include "groupware/formats/vcard/card.h"

#include <string>
#include <string_view>

/// Fields of a contact and the vCard that keeps them; which property has which field is listed in
/// groupware/formats/vcard/README.md. Pure.
namespace groupware::contacts {

/// What the card says. Values are cut at the length of their field; line breaks inside of one-line fields are spaces.
[[nodiscard]] Fields fieldsOf(const formats::vcard::Card& card);

/// Puts a change into the card: valid, normalized values; empty ones remove. What stays the same keeps its octets,
/// also if only the cut value is the same. A card without a display name gets one, if its fields yield any.
void setFields(const Fields& change, formats::vcard::Card& card);

/// What to call somebody who was given no display name: "Last, First", the company, an address, a number; or nothing.
[[nodiscard]] std::string displayNameFor(const Fields& fields);

/// A new card with nothing but an id, and what its version demands. vCard 3.0: what CardDAV clients ask for.
[[nodiscard]] formats::vcard::Card newCard(std::string_view uid);

}  // namespace groupware::contacts
