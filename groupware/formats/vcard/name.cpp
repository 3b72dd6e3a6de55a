#include "groupware/formats/vcard/name.h"

#include "groupware/formats/lines/text.h"
#include "groupware/formats/vcard/joined.h"
#include "groupware/formats/vcard/property_text.h"

namespace groupware::formats::vcard {
namespace {

constexpr std::size_t kComponents = 5;
constexpr char kSeparator = ' ';

}  // namespace

Name nameOf(const Card& card) {
    const auto parts = joinedComponents(card.structured("N"), kComponents, kSeparator);
    return {.family = parts[0], .given = parts[1], .additional = parts[2], .prefixes = parts[3], .suffixes = parts[4]};
}

void setName(Card& card, const Name& name) {
    if (nameOf(card) == name && card.preferred("N") != nullptr) return;
    if (name == Name{} && card.version() == Version::V40) return card.removeAll("N");
    if (name == Name{}) return putRaw(card.take("N"), ";;;;", card.version());
    const auto components = mergedComponents(
        card.structured("N"), {name.family, name.given, name.additional, name.prefixes, name.suffixes}, kSeparator);
    putStructured(card.take("N"), components, card.version());
}

}  // namespace groupware::formats::vcard
