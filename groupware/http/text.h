#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::http {

/// ASCII only, as header syntax is. RFC 9110 section 5.
[[nodiscard]] bool equalsIgnoreCase(std::string_view a, std::string_view b);
[[nodiscard]] std::string toLower(std::string_view text);
/// Without spaces and tabs at both ends (RFC 9110 section 5.6.3).
[[nodiscard]] std::string_view trim(std::string_view text);

/// A field value of the form `value; name=text; name="quoted \" text"`. RFC 9110 section 5.6.6.
struct ParameterizedValue {
    std::string value;                                            ///< in lower case
    std::vector<std::pair<std::string, std::string>> parameters;  ///< names in lower case

    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

/// Lenient about broken parameters: they are left out.
[[nodiscard]] ParameterizedValue parseParameterized(std::string_view field);

}  // namespace groupware::http
