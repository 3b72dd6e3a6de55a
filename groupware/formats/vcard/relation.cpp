#include "groupware/formats/vcard/relation.h"

#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/labels.h"
#include "groupware/formats/vcard/property_text.h"

#include <algorithm>
#include <array>

namespace groupware::formats::vcard {
namespace {

constexpr std::string_view kRelated = "RELATED";
constexpr std::string_view kAppleRelated = "X-ABRELATEDNAMES";

struct Names {
    std::string_view type;   ///< of RELATED
    std::string_view label;  ///< of Apple
    std::array<std::string_view, 3> properties;
};

Names namesOf(Relation relation) {
    switch (relation) {
        case Relation::Spouse:
            return {"spouse", "Spouse", {"X-SPOUSE", "X-EVOLUTION-SPOUSE", "X-KADDRESSBOOK-X-SPOUSESNAME"}};
        case Relation::Manager:
            return {"manager", "Manager", {"X-MANAGER", "X-EVOLUTION-MANAGER", "X-KADDRESSBOOK-X-MANAGERSNAME"}};
        case Relation::Assistant:
            return {
                "assistant", "Assistant", {"X-ASSISTANT", "X-EVOLUTION-ASSISTANT", "X-KADDRESSBOOK-X-ASSISTANTSNAME"}};
    }
    return {};
}

/// Without VALUE=text it is the URI of another card.
bool isText(const ContentLine& property) {
    return property.hasParameter("VALUE", "text") || property.value().find(':') == std::string::npos;
}

const ContentLine* find(const Card& card, Relation relation) {
    const auto names = namesOf(relation);
    for (const auto& property : card.component().properties()) {
        if (property.is(kRelated) && isText(property) && labelsOf(card, property).has(names.type)) return &property;
        if (property.is(kAppleRelated) && lines::equal(labelOf(card, property), names.label)) return &property;
        const bool named =
            std::any_of(names.properties.begin(), names.properties.end(), [&](auto name) { return property.is(name); });
        if (named) return &property;
    }
    return nullptr;
}

PropertyId add(Card& card, Relation relation) {
    const auto names = namesOf(relation);
    auto& component = card.component();
    if (card.version() == Version::V40) {
        return component.add(
            ContentLine(std::string(kRelated), "", {{"TYPE", {std::string(names.type)}}, {"VALUE", {"text"}}}));
    }
    const auto id = component.add(ContentLine(std::string(kAppleRelated), ""));
    putLabel(card, id, "_$!<" + std::string(names.label) + ">!$_");
    return id;
}

}  // namespace

std::optional<std::string> relatedName(const Card& card, Relation relation) {
    const auto* property = find(card, relation);
    return property == nullptr ? std::nullopt : std::optional(textOf(*property, card.version()));
}

void setRelatedName(Card& card, Relation relation, const std::optional<std::string>& name) {
    if (!name || name->empty()) {
        while (const auto* property = find(card, relation)) card.remove(property->id());
        return;
    }
    const auto* property = find(card, relation);
    const auto id = property == nullptr ? add(card, relation) : property->id();
    putText(*card.component().find(id), *name, card.version());
}

}  // namespace groupware::formats::vcard
