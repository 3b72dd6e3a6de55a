#include "groupware/formats/vcard/convert.h"

#include "groupware/base/error.h"
#include "groupware/formats/vcard/date.h"
#include "groupware/formats/vcard/name.h"
#include "groupware/formats/vcard/translate.h"

namespace groupware::formats::vcard {
namespace {

/// FN from what else names somebody.
std::string displayName(const Card& card) {
    const auto name = nameOf(card);
    std::string text;
    for (const auto* part : {&name.prefixes, &name.given, &name.additional, &name.family, &name.suffixes}) {
        if (part->empty()) continue;
        if (!text.empty()) text += ' ';
        text += *part;
    }
    for (const auto* property : {"ORG", "NICKNAME", "EMAIL", "TEL"}) {
        if (!text.empty()) break;
        const auto components = card.structured(property);
        if (!components.empty() && !components.front().empty()) text = components.front().front();
    }
    return text.empty() ? "?" : text;  // RFC 6350 section 6.2.1: the value must not be empty
}

void addMissing(Card& card) {
    if (card.preferred("FN") == nullptr) card.setText("FN", displayName(card));
    if (card.preferred("N") == nullptr && card.version() == Version::V30) {
        setName(
            card,
            {.family = card.text("FN").value_or(""), .given = {}, .additional = {}, .prefixes = {}, .suffixes = {}});
    }
}

Card converted(const Card& card, Version version) {
    Card result(version);
    const Translation translation(card, result);
    for (const auto& property : card.component().properties()) {
        if (!property.is("VERSION")) translation.add(property);
    }
    addMissing(result);
    return result;
}

}  // namespace

Card convert(const Card& card, Version version) {
    if (version == card.version()) return card;
    if (version == Version::V21)
        throw Error(ErrorCode::BadRequest, "vCard 2.1 was asked for", "vCard 2.1 is not written.");
    if (card.version() == Version::V21 && version == Version::V40) {
        return converted(converted(card, Version::V30), Version::V40);
    }
    return converted(card, version);
}

}  // namespace groupware::formats::vcard
