#pragma once

#include "groupware/formats/vcard/card.h"
#include "groupware/formats/vcard/labels.h"

#include <string>
#include <string_view>
#include <vector>

/// Properties of which a card has several: telephone numbers, addresses, ... Get the list, change it, set it again:
/// what is the same stays octet for octet, what has another value or other labels is changed in its line, what is
/// missing is removed, and what has no origin becomes a new line at the end. The order of the list does not move lines.
namespace groupware::formats::vcard {

template <typename Value>
struct Entry {
    Value value{};
    Labels labels{};
    PropertyId origin = 0;  ///< the property it was read from; 0 for a new one. Leave it alone
};

using TextEntry = Entry<std::string>;

/// Of EMAIL, URL, IMPP, TITLE, NOTE, ... or any other property with one text.
[[nodiscard]] std::vector<TextEntry> textEntries(const Card& card, std::string_view name);
void setTextEntries(Card& card, std::string_view name, const std::vector<TextEntry>& entries);

/// TEL. `tel:` URIs of vCard 4.0 (RFC 6350 section 6.4.1) as their numbers.
[[nodiscard]] std::vector<TextEntry> telephones(const Card& card);
void setTelephones(Card& card, const std::vector<TextEntry>& entries);

/// ADR. RFC 6350 section 6.3.1. Lists in a component are lines of one text here.
struct Address {
    std::string postOfficeBox{};
    std::string extended{};
    std::string street{};
    std::string locality{};
    std::string region{};
    std::string postalCode{};
    std::string country{};
    std::string formatted{};  ///< as on an envelope: parameter LABEL of 4.0, property LABEL of the same types before

    [[nodiscard]] friend bool operator==(const Address&, const Address&) = default;
};
[[nodiscard]] std::vector<Entry<Address>> addresses(const Card& card);
void setAddresses(Card& card, const std::vector<Entry<Address>>& entries);

}  // namespace groupware::formats::vcard
