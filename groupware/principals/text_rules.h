#pragma once

#include <cstddef>
#include <string_view>

/// What texts about people, groups and resources must look like, whoever sends them. Pure. Internal to principals.
namespace groupware::principals {

/// Unicode characters of well-formed UTF-8.
[[nodiscard]] std::size_t characters(std::string_view utf8);

/// True if every character is an ASCII letter, a digit or one of `punctuation`.
[[nodiscard]] bool consistsOf(std::string_view text, std::string_view punctuation);

/// @throws Error BadRequest: "The <field> <why>."
[[noreturn]] void refuse(std::string_view field, std::string_view why);

// Each throws Error BadRequest naming the field.

/// At most `maxCharacters`, well-formed UTF-8 without control characters. May be empty.
void requireText(std::string_view field, std::string_view value, std::size_t maxCharacters);
/// The same, of several lines: tab, line feed and carriage return are allowed.
void requireLines(std::string_view field, std::string_view value, std::size_t maxCharacters);
/// As requireText(), not empty.
void requireName(std::string_view field, std::string_view value, std::size_t maxCharacters);
/// `name@domain`. Not RFC 5322: what a mail system can be expected to deliver, which also keeps one address one line.
void requireAddress(std::string_view value);

/// The short name of a group or resource, as Open-Xchange allows them: at most kMaxLoginLength letters, digits, spaces
/// or characters of `$@%.+_-`, without a space at either end.
void requireIdentifier(std::string_view field, std::string_view value);

}  // namespace groupware::principals
