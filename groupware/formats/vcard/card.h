#pragma once

#include "groupware/formats/lines/component.h"
#include "groupware/formats/lines/text.h"
#include "groupware/formats/vcard/version.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::vcard {

using lines::ContentLine;
using lines::Limits;
using lines::PropertyId;

/// One vCard of any version. A value. What nobody changes keeps its octets; unknown properties too.
///
/// This class knows properties by their names; what they mean is beside it: name.h, entries.h, date.h, photo.h,
/// relation.h, group.h. Names compare without case. Setters change nothing if the card says so already.
class Card {
public:
    /// A new one with nothing but its version.
    explicit Card(Version version);
    explicit Card(lines::Component component);

    /// Exactly one card. Of octets that are not UTF-8 only those of vCard 2.1 that name their character set are taken.
    /// @throws Error BadRequest naming the line that is wrong, TooLarge beyond a limit
    [[nodiscard]] static Card parse(std::string_view text, const Limits& limits);

    /// vCard 3.0 if it does not say.
    [[nodiscard]] Version version() const noexcept { return version_; }
    [[nodiscard]] std::string text() const { return component_.text(); }

    [[nodiscard]] const lines::Component& component() const noexcept { return component_; }
    /// For what has no accessor. Not for VERSION: see convert().
    [[nodiscard]] lines::Component& component() noexcept { return component_; }

    /// The properties of that name, in their order.
    [[nodiscard]] std::vector<const ContentLine*> all(std::string_view name) const;
    /// Their ids, which hold while properties come and go.
    [[nodiscard]] std::vector<PropertyId> ids(std::string_view name) const;
    /// The one that its owner prefers (PREF of 4.0, TYPE=pref before), or the first. Null if there is none.
    [[nodiscard]] const ContentLine* preferred(std::string_view name) const;

    /// Decoded text of the preferred property. Line breaks are LF.
    [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
    /// Sets the preferred property or adds one; nothing or an empty text removes all of that name.
    void setText(std::string_view name, const std::optional<std::string>& text);

    /// The values of all properties of that name, for example of CATEGORIES and NICKNAME.
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
    /// Puts all values into the first property and removes the others; no values removes all.
    void setList(std::string_view name, const std::vector<std::string>& values);

    /// The components of the preferred property, for example of N and ORG.
    [[nodiscard]] lines::Structured structured(std::string_view name) const;
    /// Sets the preferred property or adds one; removes all if every component is empty.
    void setStructured(std::string_view name, const lines::Structured& components);

    /// The property to change: the preferred one, or a new one at the end of the card.
    [[nodiscard]] ContentLine& take(std::string_view name);
    /// Removes a property, and the label (X-ABLabel) of its group if nothing else is in it.
    void remove(PropertyId property);
    void removeAll(std::string_view name);

private:
    lines::Component component_;
    Version version_;
};

}  // namespace groupware::formats::vcard
