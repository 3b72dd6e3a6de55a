#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Search texts of clients: `*` stands for any text and `?` for one character. Pure.
namespace groupware::contacts {

/// Whether a text matches as it would by likePattern(): without wildcards the pattern may stand anywhere, or,
/// `atStart`, where texts begin. Without regard to the case of ASCII letters. Takes a time that grows with the product
/// of both lengths at most.
[[nodiscard]] bool matches(std::string_view text, std::string_view pattern, bool atStart);

/// Characters of a pattern that are no wildcards.
[[nodiscard]] std::size_t plainCharacters(std::string_view pattern);

}  // namespace groupware::contacts
