#pragma once

#include "groupware/formats/vcard/card.h"

#include <string>

namespace groupware::formats::vcard {

/// N. RFC 6350 section 6.2.2. Several given names, prefixes, ... are separated by spaces here.
struct Name {
    std::string family{};
    std::string given{};
    std::string additional{};
    std::string prefixes{};
    std::string suffixes{};

    [[nodiscard]] friend bool operator==(const Name&, const Name&) = default;
};

/// Empty if the card has none.
[[nodiscard]] Name nameOf(const Card& card);
/// Components that stay the same keep their lists. An empty name stays in vCard 2.1 and 3.0, which demand one.
void setName(Card& card, const Name& name);

}  // namespace groupware::formats::vcard
