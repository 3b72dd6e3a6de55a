#pragma once

#include "groupware/formats/lines/content_line.h"
#include "groupware/formats/lines/limits.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::lines {

/// Content lines between BEGIN and END, with components in them. RFC 5545 section 3.6, RFC 6350 section 6.1. A value;
/// what is not changed is written with the octets it was read from, in its place.
class Component {
public:
    /// A new one, without properties.
    explicit Component(const std::string& name);

    /// As written, for example "VCARD".
    [[nodiscard]] std::string_view name() const noexcept;
    [[nodiscard]] bool is(std::string_view name) const noexcept;

    /// In their order. References hold until a property is added or removed; ids hold for ever.
    [[nodiscard]] const std::vector<ContentLine>& properties() const noexcept { return properties_; }
    [[nodiscard]] std::span<ContentLine> properties() noexcept { return properties_; }
    /// The first property of that name, without case; null if there is none.
    [[nodiscard]] const ContentLine* find(std::string_view name) const;
    [[nodiscard]] ContentLine* find(std::string_view name);
    /// Null for a property that is gone.
    [[nodiscard]] const ContentLine* find(PropertyId id) const;
    [[nodiscard]] ContentLine* find(PropertyId id);

    /// Adds a property after the others, in front of inner components.
    PropertyId add(ContentLine property);
    void remove(PropertyId id);
    void removeAll(std::string_view name);

    [[nodiscard]] const std::vector<Component>& components() const noexcept { return components_; }
    [[nodiscard]] std::span<Component> components() noexcept { return components_; }
    /// @return the component where it is now, valid until the next one is added or removed
    Component& add(Component component);
    /// @param index  in components()
    void removeComponent(std::size_t index);

    /// Number of its first line in what it was read from; 0 for a new one.
    [[nodiscard]] std::size_t number() const noexcept { return begin_.number(); }

    /// With new and changed lines ended as the first one is, or by CRLF.
    [[nodiscard]] std::string text() const;
    void write(std::string& out) const;

private:
    friend class TreeBuilder;

    explicit Component(ContentLine begin);
    void write(std::string& out, std::string_view lineEnd) const;
    void append(ContentLine property);

    ContentLine begin_;
    ContentLine end_;
    std::vector<ContentLine> properties_;
    std::vector<Component> components_;
    std::size_t propertiesBefore_ = 0;  ///< how many properties of the parent stand before this component
    PropertyId lastId_ = 0;
};

/// The outermost components of a text, one after the other.
/// @param firstLine  number of the text's first line, for messages
/// @throws Error BadRequest naming the line that is broken, stands outside of a component, or ends another component
///         than the innermost; TooLarge beyond a limit
[[nodiscard]] std::vector<Component> parseComponents(std::string_view text, const Limits& limits,
                                                     std::size_t firstLine = 1);

}  // namespace groupware::formats::lines
