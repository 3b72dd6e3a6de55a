#include "groupware/http/text.h"

#include <algorithm>

namespace groupware::http {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Takes a quoted string from the front of `rest`. RFC 9110 section 5.6.4.
std::string takeQuoted(std::string_view& rest) {
    std::string text;
    rest.remove_prefix(1);
    while (!rest.empty() && rest.front() != '"') {
        // Browsers send file names with a lone backslash (`C:\a`); only \" and \\ are escapes that occur.
        if (rest.front() == '\\' && rest.size() > 1 && (rest[1] == '"' || rest[1] == '\\')) rest.remove_prefix(1);
        text += rest.front();
        rest.remove_prefix(1);
    }
    if (!rest.empty()) rest.remove_prefix(1);
    return text;
}

std::string takeToken(std::string_view& rest) {
    const auto end = std::min(rest.find(';'), rest.size());
    std::string token(trim(rest.substr(0, end)));
    rest.remove_prefix(end);
    return token;
}

}  // namespace

bool equalsIgnoreCase(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string toLower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::string_view trim(std::string_view text) {
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isBlank(text.front())) text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
    return text;
}

std::optional<std::string> ParameterizedValue::parameter(std::string_view name) const {
    const auto found =
        std::find_if(parameters.begin(), parameters.end(), [&](const auto& p) { return p.first == name; });
    return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

ParameterizedValue parseParameterized(std::string_view field) {
    ParameterizedValue parsed;
    std::string_view rest = field;
    parsed.value = toLower(takeToken(rest));
    while (!rest.empty()) {
        rest.remove_prefix(1);  // ';'
        const auto equals = rest.find_first_of("=;");
        if (equals == std::string_view::npos) break;
        if (rest[equals] == ';') {
            rest.remove_prefix(equals);
            continue;
        }
        std::string name = toLower(trim(rest.substr(0, equals)));
        rest.remove_prefix(equals + 1);
        while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
        const bool quoted = !rest.empty() && rest.front() == '"';
        parsed.parameters.emplace_back(std::move(name), quoted ? takeQuoted(rest) : takeToken(rest));
        rest.remove_prefix(std::min(rest.find(';'), rest.size()));
    }
    return parsed;
}

}  // namespace groupware::http
