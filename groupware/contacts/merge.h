#pragma once

#include "groupware/formats/vcard/card.h"

namespace groupware::contacts {

/// `target` with all that `source` says and it does not. What a card may have once and both say differently stays as
/// the target has it; what the source had is a line of the note then. Ids, revisions and versions are the target's.
///
/// A target of vCard 2.1 becomes 3.0, the source is converted to the target's version.
[[nodiscard]] formats::vcard::Card merged(const formats::vcard::Card& target, const formats::vcard::Card& source);

}  // namespace groupware::contacts
