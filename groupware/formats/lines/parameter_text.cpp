#include "groupware/formats/lines/parameter_text.h"

#include "groupware/formats/lines/ascii.h"

#include <utility>

namespace groupware::formats::lines {

std::string decodeCarets(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = text[i] == '^' && i + 1 < text.size() ? text[i + 1] : '\0';
        switch (next) {
            case 'n': result += '\n'; break;
            case '^': result += '^'; break;
            case '\'': result += '"'; break;
            default:
                if (!isControl(text[i])) result += text[i];
                continue;
        }
        ++i;
    }
    return result;
}

std::string encodeCarets(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '\n': result += "^n"; break;
            case '^': result += "^^"; break;
            case '"': result += "^'"; break;
            default:
                if (!isControl(c)) result += c;
        }
    }
    return result;
}

void appendParameter(std::string& out, const Parameter& parameter) {
    out += ';';
    if (parameter.name.empty()) {
        out += parameter.values.front();
        return;
    }
    out += parameter.name;
    char before = '=';
    for (const auto& value : parameter.values) {
        out += std::exchange(before, ',');
        const std::string_view quote = value.find_first_of(":;,") == std::string::npos ? "" : "\"";
        out += quote;
        out += encodeCarets(value);
        out += quote;
    }
}

}  // namespace groupware::formats::lines
