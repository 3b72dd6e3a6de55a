#pragma once

#include "groupware/formats/vcard/card.h"

#include <string>
#include <vector>

namespace groupware::formats::vcard {

/// Whether the card is a list of others: KIND:group (RFC 6350 section 6.1.4), or Apple's X-ADDRESSBOOKSERVER-KIND:group
/// of vCard 3.0.
[[nodiscard]] bool isGroup(const Card& card);
/// Removes the kind, if it was that, when it shall be none any more; not its members.
void setGroup(Card& card, bool group);

/// RFC 6350 section 6.6.5.
struct Member {
    std::string uri{};   ///< for example "urn:uuid:..." of a card or "mailto:..."
    std::string name{};  ///< parameter X-CN, which is ours; mostly empty
    PropertyId origin = 0;
};

/// MEMBER, and Apple's X-ADDRESSBOOKSERVER-MEMBER.
[[nodiscard]] std::vector<Member> members(const Card& card);
/// As the setters of entries.h do.
void setMembers(Card& card, const std::vector<Member>& members);

}  // namespace groupware::formats::vcard
