#include "groupware/formats/vcard/labels.h"

#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/property_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace groupware::formats::vcard {
namespace {

using lines::equal;
using lines::Parameter;

constexpr std::string_view kBuiltInBegin = "_$!<";
constexpr std::string_view kBuiltInEnd = ">!$_";
constexpr std::string_view kPreferred = "pref";
constexpr std::size_t kMaxTypes = 50;

/// Bare words of vCard 2.1 that are no types.
bool isEncoding(std::string_view word) {
    constexpr std::array<std::string_view, 10> kWords{"QUOTED-PRINTABLE", "BASE64", "B",   "7BIT",       "8BIT",
                                                      "INLINE",           "URL",    "CID", "CONTENT-ID", ""};
    return std::any_of(kWords.begin(), kWords.end(), [word](auto each) { return equal(each, word); });
}

bool holdsTypes(const Parameter& parameter) {
    if (equal(parameter.name, "TYPE")) return true;
    return parameter.name.empty() && !parameter.values.empty() && !isEncoding(parameter.values.front());
}

/// RFC 6350 itself has TYPE="voice,home", a list inside of quotes.
void addTypes(std::string_view value, std::vector<std::string>& types) {
    for (const auto part : lines::split(value, ',')) {
        if (types.size() == kMaxTypes) return;
        auto type = lines::lower(lines::trimmed(part));
        const bool known = std::find(types.begin(), types.end(), type) != types.end();
        if (!type.empty() && type != kPreferred && !known) types.push_back(std::move(type));
    }
}

std::string labelText(const ContentLine& label, Version version) {
    std::string_view text = label.value();
    if (!text.starts_with(kBuiltInBegin) || !text.ends_with(kBuiltInEnd)) return textOf(label, version);
    text.remove_prefix(kBuiltInBegin.size());
    text.remove_suffix(std::min(kBuiltInEnd.size(), text.size()));
    return std::string(text);
}

const ContentLine* labelProperty(const Card& card, const std::string& group) {
    if (group.empty()) return nullptr;
    for (const auto& property : card.component().properties()) {
        if (property.is(kLabelProperty) && equal(property.group(), group)) return &property;
    }
    return nullptr;
}

std::string unusedGroup(const Card& card) {
    const auto& properties = card.component().properties();
    for (std::size_t number = 1;; ++number) {
        auto group = "item" + std::to_string(number);
        const bool used = std::any_of(properties.begin(), properties.end(),
                                      [&](const ContentLine& property) { return equal(property.group(), group); });
        if (!used) return group;
    }
}

}  // namespace

std::vector<std::string> typesOf(const ContentLine& property) {
    std::vector<std::string> types;
    for (const auto& parameter : property.parameters()) {
        if (!holdsTypes(parameter)) continue;
        for (const auto& value : parameter.values) addTypes(value, types);
    }
    return types;
}

bool Labels::has(std::string_view type) const {
    return std::any_of(types.begin(), types.end(), [type](const auto& each) { return equal(each, type); });
}

void writeTypes(ContentLine& property, std::vector<std::string> types, std::optional<int> preference, Version version) {
    if (preference && version != Version::V40) types.emplace_back(kPreferred);
    auto parameters = property.parameters();
    const auto first = std::find_if(parameters.begin(), parameters.end(), holdsTypes);
    const auto position = first - parameters.begin();
    parameters.erase(std::remove_if(first, parameters.end(), holdsTypes), parameters.end());
    const auto at = parameters.begin() + position;
    if (version == Version::V21) {
        std::vector<Parameter> words;
        for (const auto& type : types) words.push_back({"", {lines::upper(type)}});
        parameters.insert(at, words.begin(), words.end());
    } else if (!types.empty()) {
        parameters.insert(at, Parameter{"TYPE", std::move(types)});
    }
    property.setParameters(std::move(parameters));
    property.removeParameter("PREF");
    if (preference && version == Version::V40) property.setParameter("PREF", {std::to_string(*preference)});
}

std::optional<int> preferenceOf(const ContentLine& property) {
    if (const auto text = property.parameter("PREF")) {
        int number = 0;
        const auto end = text->data() + text->size();
        const bool whole = std::from_chars(text->data(), end, number).ptr == end;
        if (whole && number >= 1 && number <= kLeastPreference) return number;
    }
    for (const auto& parameter : property.parameters()) {
        if (!holdsTypes(parameter)) continue;
        for (const auto& value : parameter.values) {
            const auto parts = lines::split(value, ',');
            if (std::any_of(parts.begin(), parts.end(), [](auto part) { return equal(part, kPreferred); })) return 1;
        }
    }
    return std::nullopt;
}

std::string labelOf(const Card& card, const ContentLine& property) {
    const auto* label = labelProperty(card, property.group());
    return label == nullptr ? std::string() : labelText(*label, card.version());
}

GroupLabels::GroupLabels(const Card& card) : version_(card.version()) {
    for (const auto& property : card.component().properties()) {
        if (property.is(kLabelProperty)) lines_.emplace(lines::lower(property.group()), &property);
    }
}

const ContentLine* GroupLabels::lineFor(const ContentLine& property) const {
    if (property.group().empty()) return nullptr;
    const auto found = lines_.find(lines::lower(property.group()));
    return found == lines_.end() ? nullptr : found->second;
}

std::string GroupLabels::of(const ContentLine& property) const {
    const auto* line = lineFor(property);
    return line == nullptr ? std::string() : labelText(*line, version_);
}

void putLabel(Card& card, PropertyId id, const std::string& label) {
    auto& component = card.component();
    auto* property = component.find(id);
    if (property == nullptr || labelOf(card, *property) == label) return;
    const auto* existing = labelProperty(card, property->group());
    if (label.empty()) {
        component.remove(existing->id());
        return;
    }
    if (existing != nullptr) {
        putText(*component.find(existing->id()), label, card.version());
        return;
    }
    if (property->group().empty()) property->setGroup(unusedGroup(card));
    ContentLine line("X-ABLabel", "", {}, property->group());
    putText(line, label, card.version());
    component.add(std::move(line));
}

Labels labelsOf(const GroupLabels& groups, const ContentLine& property) {
    return {.types = typesOf(property), .preference = preferenceOf(property), .label = groups.of(property)};
}

Labels labelsOf(const Card& card, const ContentLine& property) {
    return {.types = typesOf(property), .preference = preferenceOf(property), .label = labelOf(card, property)};
}

void putLabels(Card& card, PropertyId id, const Labels& labels) {
    auto* property = card.component().find(id);
    if (property == nullptr) return;
    const auto current = labelsOf(card, *property);
    if (current.types != labels.types || current.preference != labels.preference) {
        writeTypes(*property, labels.types, labels.preference, card.version());
    }
    putLabel(card, id, labels.label);
}

}  // namespace groupware::formats::vcard
