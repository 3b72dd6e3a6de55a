#pragma once

#include <string>
#include <string_view>

namespace groupware::formats::mime {

/// Base64 in lines of 76 characters, each ended by CRLF. RFC 2045 section 6.8.
[[nodiscard]] std::string linesOfBase64(std::string_view octets);

/// A text as quoted-printable in lines of at most 76 characters; line breaks (CRLF, CR, LF) as CRLF. RFC 2045 section
/// 6.7.
[[nodiscard]] std::string linesOfQuotedPrintable(std::string_view text);

/// The octets of a body.
/// @param encoding  as in Content-Transfer-Encoding; what is unknown means "as it is"
[[nodiscard]] std::string decodeTransfer(std::string_view body, std::string_view encoding);

}  // namespace groupware::formats::mime
