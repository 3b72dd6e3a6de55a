#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace groupware::formats::encoding {

/// Converts to UTF-8; octets that mean nothing there become U+FFFD. Nothing for a character set that is not in the
/// list: US-ASCII, UTF-8, UTF-16 (also LE, BE), ISO-8859-1 to -16, windows-1250 to -1258, KOI8-R, KOI8-U, Shift_JIS,
/// EUC-JP, ISO-2022-JP, GBK, GB2312, GB18030, Big5, EUC-KR, and their usual aliases.
///
/// @param charset  as clients write it: without case, by IANA's names
[[nodiscard]] std::optional<std::string> toUtf8(std::string_view octets, std::string_view charset);

/// A text of unknown origin as UTF-8, without a byte order mark: UTF-8 or UTF-16 if it says so by its first octets,
/// UTF-8 if it is that throughout, otherwise windows-1252.
[[nodiscard]] std::string guessedUtf8(std::string_view octets);

/// The same text with U+FFFD for whatever is not UTF-8.
[[nodiscard]] std::string repairedUtf8(std::string_view text);

}  // namespace groupware::formats::encoding
