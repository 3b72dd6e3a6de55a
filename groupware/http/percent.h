#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace groupware::http {

/// Decoded `name=value` pairs of a query or a form, duplicates kept in the order they came.
using Parameters = std::multimap<std::string, std::string, std::less<>>;

/// What '+' means: a space in queries and forms, itself in paths.
enum class PlusSign { Literal, Space };

/// Decodes percent escapes strictly. RFC 3986 section 2.1.
/// @throws Error BadRequest for a broken escape, NUL, or octets that are not UTF-8
[[nodiscard]] std::string decodePercent(std::string_view text, PlusSign plus);

/// Escapes everything but RFC 3986's unreserved characters.
[[nodiscard]] std::string encodePercent(std::string_view text);

/// Decodes `a=1&b=2` into `into`.
/// @throws Error BadRequest as decodePercent(), TooLarge when `into` would hold more than `maxCount` pairs
void parseParameters(std::string_view encoded, std::size_t maxCount, Parameters& into);

}  // namespace groupware::http
