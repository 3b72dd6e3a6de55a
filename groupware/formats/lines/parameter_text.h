#pragma once

#include "groupware/formats/lines/content_line.h"

#include <string>
#include <string_view>

namespace groupware::formats::lines {

/// `^n`, `^^` and `^'` to a line feed, a caret and a quote; any other caret stays. RFC 6868 section 3.2. Control
/// characters have no place in a parameter and are left out.
[[nodiscard]] std::string decodeCarets(std::string_view text);

/// The opposite. RFC 6868 section 3.1. Other control characters are left out.
[[nodiscard]] std::string encodeCarets(std::string_view text);

/// Appends `;name=value,value`, values in quotes where they need them; a parameter without a name as a bare word.
void appendParameter(std::string& out, const Parameter& parameter);

}  // namespace groupware::formats::lines
