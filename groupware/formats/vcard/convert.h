#pragma once

#include "groupware/formats/vcard/card.h"

namespace groupware::formats::vcard {

/// The card in another version, for a client that asks for it (RFC 6352 section 10.4). A copy if it has that version.
///
/// What both versions have in other words is translated: types and preferences, dates, photos and other octets, time
/// zone and position, labels of addresses, sort strings, related people, anniversary, groups (Apple's extensions in
/// 3.0), `tel:` numbers. FN and N are made up if the version demands one. Everything else stays as it is, octet for
/// octet: a client that knows it sees it, the others ignore it. Not kept: cards inside of the card (AGENT of 2.1),
/// parts of dates that 3.0 cannot say, all preferences but the first.
///
/// @param version  3.0 or 4.0
/// @throws Error BadRequest for vCard 2.1, which nobody asks for
[[nodiscard]] Card convert(const Card& card, Version version);

}  // namespace groupware::formats::vcard
