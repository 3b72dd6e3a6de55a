#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What the global address book shows of a user beyond the fields of User. Pure.
namespace groupware::principals {

enum class ContactKind {
    Text,   ///< one line
    Lines,  ///< several lines
    Date,   ///< "2026-11-20"
};

/// One field.
struct ContactField {
    int column;              ///< of the JSON API's contacts; stored: never reused
    std::string_view name;   ///< there, for example "telephone_home1"
    std::string_view label;  ///< for people, for example "Private telephone 1"
    ContactKind kind;
    std::size_t maxCharacters;
};

/// Every field, by column.
[[nodiscard]] std::span<const ContactField> contactFields();
/// Null for an unknown one.
[[nodiscard]] const ContactField* findContactField(std::string_view name);
[[nodiscard]] const ContactField* findContactField(int column);

/// Values by column. In a change an empty value removes the field.
using ContactData = std::map<int, std::string>;

/// @throws Error BadRequest for an unknown column, naming a field that is too long, has control characters or is no
///         date
void requireValid(const ContactData& contact);

/// Puts a change into effect.
void apply(const ContactData& change, ContactData& contact);

/// As it is stored: a line for each field, `<column> <value>`, with `\n` and `\\` for line feed and backslash.
[[nodiscard]] std::string writeContact(const ContactData& contact);
/// What is no such line is left out.
[[nodiscard]] ContactData parseContact(std::string_view text);

/// Milliseconds since 1970 of 00:00 UTC of a day such as "2026-11-20"; nothing if there is none.
[[nodiscard]] std::optional<std::int64_t> dateOf(std::string_view text);
/// The day of an instant.
/// @throws Error BadRequest outside of the years 0 to 9999
[[nodiscard]] std::string writeDate(std::int64_t milliseconds);

}  // namespace groupware::principals
