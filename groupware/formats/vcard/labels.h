#pragma once

#include "groupware/formats/vcard/card.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::vcard {

/// RFC 6350 section 5.3: 1 is the most preferred.
inline constexpr int kLeastPreference = 100;

/// Apple's label of a group's property ("item1.X-ABLabel:School").
inline constexpr std::string_view kLabelProperty = "X-ABLABEL";

/// What tells several telephone numbers, addresses, ... of one card apart.
struct Labels {
    std::vector<std::string> types{};  ///< small letters, without "pref": home, work, cell, ...
    std::optional<int> preference{};   ///< 1 to kLeastPreference; before vCard 4.0 either 1 or nothing
    std::string label{};               ///< its owner's own word; Apple's built-in ones without their signs ("HomePage")

    [[nodiscard]] bool has(std::string_view type) const;
    [[nodiscard]] friend bool operator==(const Labels& a, const Labels& b) {
        return a.types == b.types && a.preference == b.preference && a.label == b.label;
    }
};

/// TYPE, and bare words of vCard 2.1; small letters, without "pref". At most 50.
[[nodiscard]] std::vector<std::string> typesOf(const ContentLine& property);

/// PREF of 4.0, or TYPE=pref and the bare word PREF before.
[[nodiscard]] std::optional<int> preferenceOf(const ContentLine& property);

/// The labels (X-ABLABEL) of a card's groups. For as long as the card does not change.
class GroupLabels {
public:
    explicit GroupLabels(const Card& card);

    /// The line that labels the property's group; null if there is none.
    [[nodiscard]] const ContentLine* lineFor(const ContentLine& property) const;
    /// Its text, stripped of Apple's `_$!<...>!$_`; empty if there is none.
    [[nodiscard]] std::string of(const ContentLine& property) const;

private:
    Version version_;
    std::map<std::string, const ContentLine*> lines_;
};

[[nodiscard]] Labels labelsOf(const GroupLabels& groups, const ContentLine& property);
[[nodiscard]] Labels labelsOf(const Card& card, const ContentLine& property);

/// Writes them as the card's version does. Changes nothing if the property has them already.
void putLabels(Card& card, PropertyId property, const Labels& labels);

/// Types and preference of one property as the version writes them, without looking what is there.
void writeTypes(ContentLine& property, std::vector<std::string> types, std::optional<int> preference, Version version);

/// The label of the property's group, stripped of Apple's `_$!<...>!$_`; empty if there is none.
[[nodiscard]] std::string labelOf(const Card& card, const ContentLine& property);
/// Puts the property into a group of its own if it needs one. An empty label removes it.
void putLabel(Card& card, PropertyId property, const std::string& label);

}  // namespace groupware::formats::vcard
