#pragma once

#include "groupware/formats/vcard/card.h"

#include <map>
#include <string>
#include <vector>

namespace groupware::formats::vcard {

/// Addresses as they stand on envelopes: parameter LABEL of an ADR (RFC 6350 section 6.3.1), or the property LABEL with
/// the same types (RFC 2426 section 3.2.2). For as long as the card does not change.
class AddressLabels {
public:
    explicit AddressLabels(const Card& card);

    /// Empty if there is none.
    [[nodiscard]] std::string of(const ContentLine& address) const;
    /// The property LABEL with the address's types; null if there is none, and in 4.0.
    [[nodiscard]] const ContentLine* lineFor(const ContentLine& address) const;

private:
    Version version_;
    std::map<std::vector<std::string>, const ContentLine*> lines_;  ///< by types, sorted
};

/// An empty text removes it.
void putAddressLabel(Card& card, PropertyId address, const std::string& text);

}  // namespace groupware::formats::vcard
