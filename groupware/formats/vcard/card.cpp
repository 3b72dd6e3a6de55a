#include "groupware/formats/vcard/card.h"

#include "groupware/base/error.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/labels.h"
#include "groupware/formats/vcard/property_text.h"
#include "groupware/formats/vcard/utf8_lines.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace groupware::formats::vcard {
namespace {

Version versionOf(const lines::Component& component) {
    const auto* property = component.find("VERSION");
    if (property == nullptr) return Version::V30;
    const auto number = lines::trimmed(property->value());
    if (number == "2.1") return Version::V21;
    return number == "4.0" ? Version::V40 : Version::V30;
}

std::string numberOf(Version version) {
    switch (version) {
        case Version::V21: return "2.1";
        case Version::V30: return "3.0";
        case Version::V40: return "4.0";
    }
    return {};
}

bool isEmpty(const lines::Structured& components) {
    return std::all_of(components.begin(), components.end(), [](const std::vector<std::string>& component) {
        return std::all_of(component.begin(), component.end(), [](const auto& text) { return text.empty(); });
    });
}

}  // namespace

Card::Card(Version version) : component_("VCARD"), version_(version) {
    component_.add(ContentLine("VERSION", numberOf(version)));
}

Card::Card(lines::Component component) : component_(std::move(component)), version_(versionOf(component_)) {}

Card Card::parse(std::string_view text, const Limits& limits) {
    auto components = lines::parseComponents(text, limits);
    if (components.size() != 1 || !components.front().is("VCARD")) {
        throw Error(ErrorCode::BadRequest, "not exactly one vCard", "The text is not exactly one vCard.");
    }
    Card card(std::move(components.front()));
    requireUtf8(card.component_);
    return card;
}

std::vector<const ContentLine*> Card::all(std::string_view name) const {
    std::vector<const ContentLine*> found;
    for (const auto& property : component_.properties()) {
        if (property.is(name)) found.push_back(&property);
    }
    return found;
}

std::vector<PropertyId> Card::ids(std::string_view name) const {
    std::vector<PropertyId> found;
    for (const auto* property : all(name)) found.push_back(property->id());
    return found;
}

const ContentLine* Card::preferred(std::string_view name) const {
    const ContentLine* best = nullptr;
    int bestRank = std::numeric_limits<int>::max();
    for (const auto& property : component_.properties()) {
        if (!property.is(name)) continue;
        const int rank = preferenceOf(property).value_or(kLeastPreference + 1);
        if (rank >= bestRank) continue;
        best = &property;
        bestRank = rank;
    }
    return best;
}

std::optional<std::string> Card::text(std::string_view name) const {
    const auto* property = preferred(name);
    return property == nullptr ? std::nullopt : std::optional(textOf(*property, version_));
}

void Card::setText(std::string_view name, const std::optional<std::string>& text) {
    if (text.value_or("") == this->text(name).value_or("")) return;
    if (!text || text->empty()) {
        removeAll(name);
    } else {
        putText(take(name), *text, version_);
    }
}

std::vector<std::string> Card::list(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto* property : all(name)) {
        for (auto& value : listOf(*property, version_)) values.push_back(std::move(value));
    }
    return values;
}

void Card::setList(std::string_view name, const std::vector<std::string>& values) {
    if (values == list(name)) return;
    if (values.empty()) return removeAll(name);
    const auto old = ids(name);
    for (std::size_t i = 1; i < old.size(); ++i) remove(old[i]);
    putList(take(name), values, version_);
}

lines::Structured Card::structured(std::string_view name) const {
    const auto* property = preferred(name);
    return property == nullptr ? lines::Structured{} : structuredOf(*property, version_);
}

void Card::setStructured(std::string_view name, const lines::Structured& components) {
    if (isEmpty(components)) {
        if (!isEmpty(structured(name))) removeAll(name);
    } else {
        putStructured(take(name), components, version_);
    }
}

ContentLine& Card::take(std::string_view name) {
    const auto* property = preferred(name);
    const auto id = property == nullptr ? component_.add(ContentLine(std::string(name), "")) : property->id();
    return *component_.find(id);
}

void Card::remove(PropertyId id) {
    const auto* property = component_.find(id);
    if (property == nullptr) return;
    const auto group = property->group();
    component_.remove(id);
    if (group.empty()) return;
    std::vector<PropertyId> left;
    for (const auto& other : component_.properties()) {
        if (!lines::equal(other.group(), group)) continue;
        if (!other.is(kLabelProperty)) return;
        left.push_back(other.id());
    }
    for (const auto label : left) component_.remove(label);
}

void Card::removeAll(std::string_view name) {
    for (const auto id : ids(name)) remove(id);
}

}  // namespace groupware::formats::vcard
