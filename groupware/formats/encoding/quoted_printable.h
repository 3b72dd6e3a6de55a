#pragma once

#include <string>
#include <string_view>

namespace groupware::formats::encoding {

/// `=XX` to octets; soft breaks vanish. What is no such code stays as it is. RFC 2045 section 6.7.
[[nodiscard]] std::string decodeQuotedPrintable(std::string_view text);

/// Everything but printable ASCII as codes, line breaks (CRLF, CR, LF) as `=0D=0A`: a value in one line, as vCard 2.1
/// wants it.
[[nodiscard]] std::string encodeQuotedPrintable(std::string_view octets);

}  // namespace groupware::formats::encoding
