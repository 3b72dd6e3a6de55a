#pragma once

#include "groupware/contacts/fields.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What contacts are found and sorted by. Pure. Case and accents are left to the collation of the database, which
/// compares the same texts in queries.
namespace groupware::contacts {

/// Longest indexed word, in characters; longer ones are cut.
inline constexpr std::size_t kMaxWordCharacters = 64;
/// Most indexed words of one contact.
inline constexpr std::size_t kMaxWords = 40;

/// The words of a text: letters and digits in a row, in ASCII small letters; whatever is not ASCII counts as a letter.
[[nodiscard]] std::vector<std::string> wordsOf(std::string_view text);

/// Words that a prefix of finds the contact: of names, nickname, company, and what stands before the @ of its
/// addresses. None twice.
[[nodiscard]] std::vector<std::string> indexWords(const Fields& fields, std::span<const std::string> addresses);

/// By what lists are sorted: file_as, or last and first name, or the display name.
[[nodiscard]] std::string sortName(const Fields& fields);

/// A mail address as addresses are compared: without blanks around, in ASCII small letters.
[[nodiscard]] std::string foldedAddress(std::string_view address);
/// The digits of a telephone number, and the plus before them; "00" before them is a plus.
[[nodiscard]] std::string foldedNumber(std::string_view number);

/// The text cut to so many characters (UTF-8).
[[nodiscard]] std::string cut(std::string_view text, std::size_t maxCharacters);

}  // namespace groupware::contacts
