#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::infostore {

/// Number of code points, or nothing if `text` is not valid UTF-8 (RFC 3629: no surrogates, no overlong forms).
[[nodiscard]] std::optional<std::size_t> utf8Length(std::string_view text);

/// Refuses file names that some client could not store: empty, not UTF-8, too long, with control characters or one of
/// `< > : " / \ | ? *`, "." and "..", with a space or dot at the end or a space at the start, and the device names of
/// Windows (CON, PRN, AUX, NUL, COM1-9, LPT1-9), with or without extension.
///
/// @param maxCharacters  in code points
/// @throws Error BadRequest saying what is wrong, TooLarge for the length
void requireValidName(std::string_view name, std::size_t maxCharacters);

/// Refuses text that is not UTF-8, contains NUL or is too long.
/// @param what  names the field in the message, for example "title"
/// @throws Error BadRequest, TooLarge
void requireValidText(std::string_view what, std::string_view text, std::size_t maxCharacters);

/// The name with " (n)" before its extension: "a.txt", 2 gives "a (2).txt". Shortens the stem, at a character's
/// border, so that the result keeps within `maxCharacters`.
[[nodiscard]] std::string numberedName(std::string_view name, int number, std::size_t maxCharacters);

/// The part before the last dot and the rest with the dot; a dot at the start begins no extension.
struct NameParts {
    std::string_view stem;
    std::string_view extension;  ///< with its dot, or empty
};
[[nodiscard]] NameParts splitName(std::string_view name);

}  // namespace groupware::infostore
