#pragma once

#include "groupware/formats/vcard/card.h"

namespace groupware::formats::vcard {

/// Puts the value of one property, and the parameters that say how it is written, into the words of another version:
/// 2.1 to 3.0, 3.0 to 4.0 or 4.0 to 3.0. What is the same in both keeps its octets.
void translateValue(ContentLine& property, Version from, Version to);

/// PHOTO, LOGO, SOUND and KEY: their TYPE is a media type.
[[nodiscard]] bool isBinary(const ContentLine& property);

}  // namespace groupware::formats::vcard
