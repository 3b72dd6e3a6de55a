#pragma once

#include "groupware/formats/vcard/card.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::vcard {

/// One card of a file: itself, or why it is none.
struct ReadCard {
    std::size_t line = 0;  ///< of its BEGIN, from 1
    std::optional<Card> card;
    std::string problem;  ///< for its owner; empty if there is a card
};

/// The cards of a file. One that is broken does not harm the others, and text between cards is skipped.
///
/// @param limits    of each card
/// @param maxCards  in the file, broken ones included
/// @throws Error TooLarge beyond maxCards
[[nodiscard]] std::vector<ReadCard> readCards(std::string_view text, const Limits& limits, std::size_t maxCards);

}  // namespace groupware::formats::vcard
