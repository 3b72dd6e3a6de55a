#pragma once

#include "groupware/formats/vcard/card.h"

#include <optional>
#include <string>

namespace groupware::formats::vcard {

/// People by their names that a card knows.
enum class Relation { Spouse, Manager, Assistant };

/// RELATED of that type as text (RFC 6350 section 6.6.6), Apple's X-ABRELATEDNAMES with its label, X-SPOUSE and the
/// like of other clients.
[[nodiscard]] std::optional<std::string> relatedName(const Card& card, Relation relation);
/// Sets the property that tells it, or adds one: RELATED in 4.0, Apple's before. Nothing or an empty text removes it.
void setRelatedName(Card& card, Relation relation, const std::optional<std::string>& name);

}  // namespace groupware::formats::vcard
