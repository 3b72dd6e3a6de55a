#pragma once

#include <string>
#include <string_view>

namespace groupware::calendar {

/// As it stands in HTML, also in an attribute in quotes. Controls but line feeds and tabs are left out.
[[nodiscard]] std::string htmlText(std::string_view text);

}  // namespace groupware::calendar
