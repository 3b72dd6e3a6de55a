#pragma once

#include <array>
#include <string>
#include <string_view>

/// Spellings of mail addresses whose domain is beyond ASCII (RFC 5890). Pure. Internal to principals.
namespace groupware::principals {

/// As users and resources have it in the database, where it is looked for as a text: such a domain in U-labels (RFC
/// 5890 section 2.3.2.1), however it was typed. Everything else stays as it is, A-labels and what is no address, too.
[[nodiscard]] std::string storedAddress(std::string_view address);

/// The texts in the database that would be the same address: with its domain in A-labels and in U-labels. In small
/// letters.
[[nodiscard]] std::array<std::string, 2> spellingsOf(std::string_view address);

}  // namespace groupware::principals
