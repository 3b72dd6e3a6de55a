#pragma once

#include <string>
#include <string_view>

namespace groupware::formats::mime {

/// A text for a header: as it is if it is plain ASCII in short words, else in encoded words with a blank between them.
/// None is longer than 75 octets or ends inside a character. Control characters become blanks. RFC 2047 section 2.
[[nodiscard]] std::string encodeWords(std::string_view text);

/// The text of an unfolded header, in UTF-8; the blanks between encoded words vanish. What is no encoded word, or in a
/// character set that nobody knows, stays as it is. RFC 2047 section 6.
[[nodiscard]] std::string decodeWords(std::string_view value);

}  // namespace groupware::formats::mime
