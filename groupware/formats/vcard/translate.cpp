#include "groupware/formats/vcard/translate.h"

#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/group.h"
#include "groupware/formats/vcard/property_text.h"
#include "groupware/formats/vcard/translate_value.h"

#include <algorithm>
#include <array>
#include <utility>

namespace groupware::formats::vcard {
namespace {

constexpr std::string_view kAppleDate = "X-ABDATE";
constexpr std::string_view kAppleRelated = "X-ABRELATEDNAMES";
constexpr std::string_view kAppleKind = "X-ADDRESSBOOKSERVER-KIND";
constexpr std::string_view kAppleMember = "X-ADDRESSBOOKSERVER-MEMBER";
constexpr std::string_view kAnniversary = "ANNIVERSARY";
constexpr std::string_view kSortAs = "SORT-AS";

/// "spouse" to "_$!<Spouse>!$_".
std::string appleLabel(std::string type) {
    type.front() = lines::upper(type.front());
    return "_$!<" + type + ">!$_";
}

void replace(std::vector<std::string>& types, std::string_view from, std::string_view to) {
    std::replace(types.begin(), types.end(), std::string(from), std::string(to));
    types.erase(std::remove(types.begin(), types.end(), ""), types.end());
}

void removeBareWords(ContentLine& property) {
    auto parameters = property.parameters();
    parameters.erase(std::remove_if(parameters.begin(), parameters.end(),
                                    [](const lines::Parameter& parameter) { return parameter.name.empty(); }),
                     parameters.end());
    property.setParameters(std::move(parameters));
}

}  // namespace

Translation::Translation(const Card& from, Card& to)
    : from_(from), to_(to), isGroup_(isGroup(from)), groups_(from), envelopes_(from) {
    for (const auto& property : from.component().properties()) {
        if (property.is("ADR")) merged_.insert(envelopes_.lineFor(property));
        if (isAppleAnniversary(property) || !relatedType(property).empty()) merged_.insert(groups_.lineFor(property));
        auto name = lines::upper(property.name());
        if (!preferenceOf(property) || best_.contains(name)) continue;
        best_.emplace(std::move(name), from.preferred(property.name())->id());
    }
}

bool Translation::isAppleAnniversary(const ContentLine& property) const {
    return property.is(kAppleDate) && lines::equal(groups_.of(property), kAnniversary);
}

bool Translation::isAnniversary(const ContentLine& property) const {
    constexpr std::array<std::string_view, 3> kNames{"X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY",
                                                     "X-KADDRESSBOOK-X-ANNIVERSARY"};
    return isAppleAnniversary(property) ||
           std::any_of(kNames.begin(), kNames.end(), [&](auto name) { return property.is(name); });
}

/// The type of RELATED for Apple's label "_$!<Spouse>!$_"; empty for labels of the owner's own.
std::string Translation::relatedType(const ContentLine& property) const {
    const auto* label = property.is(kAppleRelated) ? groups_.lineFor(property) : nullptr;
    if (label == nullptr || !label->value().starts_with("_$!<")) return {};
    auto type = lines::lower(groups_.of(property));
    return lines::isName(type) ? type : std::string();
}

void Translation::add(const ContentLine& old) const {
    if (to_.version() == Version::V40 && isMerged(old)) return;
    ContentLine property = old;
    translateValue(property, from_.version(), to_.version());
    if (!isBinary(property)) translateTypes(property, old);
    removeBareWords(property);
    if (to_.version() == Version::V40) {
        renameToV4(property, old);
        to_.component().add(std::move(property));
    } else {
        addToV3(std::move(property), old);
    }
}

void Translation::translateTypes(ContentLine& property, const ContentLine& old) const {
    const auto oldTypes = typesOf(old);
    auto types = oldTypes;
    auto preference = preferenceOf(old);
    const bool preferred = preference.has_value();
    if (to_.version() == Version::V40) {
        if (property.is("EMAIL")) replace(types, "internet", "");
        if (property.is("TEL")) replace(types, "msg", "text");
    } else {
        if (property.is("TEL")) replace(types, "text", "msg");
        if (preferred) preference = best_.at(lines::upper(old.name())) == old.id() ? std::optional(1) : std::nullopt;
    }
    const bool sameWords = from_.version() != Version::V21 && types == oldTypes && !preferred;
    if (!sameWords) writeTypes(property, std::move(types), preference, to_.version());
}

void Translation::renameToV4(ContentLine& property, const ContentLine& old) const {
    if (property.is(kAppleKind)) property.setName("KIND");
    if (property.is(kAppleMember)) property.setName("MEMBER");
    if (isAnniversary(old) && to_.preferred(kAnniversary) == nullptr) {
        property.setName(std::string(kAnniversary));
        if (isAppleAnniversary(old)) property.setGroup("");
    }
    if (auto type = relatedType(old); !type.empty()) {
        property.setName("RELATED");
        property.setGroup("");
        property.setParameter("TYPE", {std::move(type)});
        property.setParameter("VALUE", {"text"});
    }
    if (property.is("ADR")) {
        if (auto text = envelopes_.of(old); !text.empty()) property.setParameter("LABEL", {std::move(text)});
    }
    if (property.is("N") && !property.parameter(kSortAs)) {
        if (auto text = from_.text("SORT-STRING")) property.setParameter(kSortAs, {*std::move(text)});
    }
}

void Translation::addToV3(ContentLine property, const ContentLine& old) const {
    std::string label;
    if (property.is("KIND") && isGroup_) property.setName(std::string(kAppleKind));
    if (property.is("MEMBER")) property.setName(std::string(kAppleMember));
    if (property.is(kAnniversary) && from_.version() == Version::V40) {
        property.setName("X-ABDATE");
        label = appleLabel("anniversary");
    }
    const auto types = typesOf(old);
    if (property.is("RELATED") && property.hasParameter("VALUE", "text") && !types.empty()) {
        property.setName("X-ABRELATEDNAMES");
        property.removeParameter("VALUE");
        property.removeParameter("TYPE");
        label = appleLabel(types.front());
    }
    const bool isAddress = property.is("ADR");
    const auto envelope = isAddress ? std::string(property.parameter("LABEL").value_or("")) : std::string();
    if (isAddress) property.removeParameter("LABEL");
    if (property.is("N")) {
        if (const auto sort = property.parameter(kSortAs)) to_.setText("SORT-STRING", std::string(*sort));
        property.removeParameter(kSortAs);
    }
    const auto id = to_.component().add(std::move(property));
    if (!label.empty()) putLabel(to_, id, label);
    if (!envelope.empty()) putAddressLabel(to_, id, envelope);
}

/// Whether a property becomes a part of another one in 4.0.
bool Translation::isMerged(const ContentLine& old) const {
    return merged_.contains(&old) || (old.is("SORT-STRING") && from_.preferred("N") != nullptr);
}

}  // namespace groupware::formats::vcard
