#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What stands in raw values: escaped texts, lists and structures. RFC 5545 section 3.3.11, RFC 6350 section 3.4.
namespace groupware::formats::lines {

/// A backslash before `\`, `;` and `,`; line breaks (CRLF, CR, LF) as `\n`. Other control characters but TAB have no
/// place in a value and are left out.
[[nodiscard]] std::string escapeText(std::string_view text);
/// `\n` and `\N` are line feeds; any other escaped character stands for itself (some clients also escape `:`).
[[nodiscard]] std::string unescapeText(std::string_view raw);

/// The raw parts between separators that are not escaped; one, perhaps empty, if there is none. Points into `raw`.
[[nodiscard]] std::vector<std::string_view> split(std::string_view raw, char separator);

/// Comma-separated texts, as in CATEGORIES. An empty value is an empty list.
[[nodiscard]] std::vector<std::string> listOf(std::string_view raw);
[[nodiscard]] std::string joinList(const std::vector<std::string>& values);

/// Components with semicolons between them, each a list of texts with commas between, as in N and ADR. An empty
/// component is an empty list.
using Structured = std::vector<std::vector<std::string>>;
[[nodiscard]] Structured structuredOf(std::string_view raw);
[[nodiscard]] std::string joinStructured(const Structured& components);

}  // namespace groupware::formats::lines
