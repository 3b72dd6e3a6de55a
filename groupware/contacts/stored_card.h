#pragma once

#include <string>
#include <string_view>
#include <vector>

/// A card as rows keep it: without the lines that hold pictures and other octets, so that lists never read those.
namespace groupware::contacts {

struct StoredCard {
    std::string text{};                ///< with a line `X-YOKE-STORED-LINE:<index>` where one was taken out
    std::vector<std::string> lines{};  ///< the octets of those lines, by index
};

/// Takes PHOTO, LOGO, SOUND and KEY out of the outermost component of a card. A client's own X-YOKE-STORED-LINE goes
/// the same way, so that every such line of the result is one of these.
/// @param text  one card that parses
[[nodiscard]] StoredCard takeApart(std::string_view text);

/// The card again, octet for octet. What is left of it may have been changed meanwhile; a line whose place is gone is
/// dropped.
[[nodiscard]] std::string putTogether(const StoredCard& stored);

}  // namespace groupware::contacts
