#pragma once

#include "groupware/formats/lines/component.h"

namespace groupware::formats::vcard {

/// RFC 6350 section 3.1; vCard 3.0 leaves the character set to the transport, which is UTF-8 here. Values in a
/// character set that their line names (vCard 2.1) may be anything.
/// @throws Error BadRequest naming the first line that is not UTF-8
void requireUtf8(const lines::Component& component);

}  // namespace groupware::formats::vcard
