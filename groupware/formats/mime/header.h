#pragma once

#include "groupware/base/clock.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::mime {

/// Longest line of a header where there is a blank to break it at. RFC 5322 section 2.1.1.
inline constexpr std::size_t kMaxHeaderLine = 76;

/// Appends one field, broken before blanks so that lines stay short, and ended by CRLF. RFC 5322 section 2.2.3.
/// @param value  in its final form: ASCII. Control characters become blanks: a field never ends inside of its value
void appendHeader(std::string& out, std::string_view name, std::string_view value);

/// A parameter of a field: `filename="a b.txt"`. Values that are long or beyond ASCII are written by RFC 2231 sections
/// 3 and 4, in pieces with "; " between them where one line would be too short.
/// @param value  UTF-8
[[nodiscard]] std::string formatParameter(std::string_view name, std::string_view value);

/// "Fri, 20 Nov 2026 23:10:00 +0000". RFC 5322 section 3.3.
[[nodiscard]] std::string formatDate(Instant instant);

/// A field as it was read.
struct HeaderField {
    std::string name;   ///< in small letters
    std::string value;  ///< unfolded, without blanks around it
};

/// The value of a Content-Type or Content-Disposition. RFC 2045 section 5.1, RFC 2183.
struct ParameterizedValue {
    std::string value;                                           ///< in small letters, for example "text/calendar"
    std::map<std::string, std::string, std::less<>> parameters;  ///< names in small letters

    /// Empty if there is none.
    [[nodiscard]] std::string parameter(std::string_view name) const;
};

/// Takes whatever there is; the first of several parameters of one name counts. `name*=charset''...` (RFC 2231 section
/// 4) is decoded to UTF-8; values in pieces (section 3) are not put together.
[[nodiscard]] ParameterizedValue parseParameters(std::string_view value);

/// The fields up to the first empty line. Lines that are no fields are left out.
/// @param body  becomes what is after the empty line
[[nodiscard]] std::vector<HeaderField> parseHeader(std::string_view octets, std::string_view& body);

/// The first field of that name, in small letters.
[[nodiscard]] std::optional<std::string_view> findField(const std::vector<HeaderField>& header, std::string_view name);

}  // namespace groupware::formats::mime
