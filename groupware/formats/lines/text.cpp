#include "groupware/formats/lines/text.h"

#include "groupware/formats/lines/ascii.h"

#include <cstddef>

namespace groupware::formats::lines {

std::string escapeText(std::string_view text) {
    std::string raw;
    raw.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
            case '\\':
            case ';':
            case ',':
                raw += '\\';
                raw += c;
                break;
            case '\r':
                if (i + 1 < text.size() && text[i + 1] == '\n') break;
                [[fallthrough]];
            case '\n': raw += "\\n"; break;
            default:
                if (!isControl(c)) raw += c;
        }
    }
    return raw;
}

std::string unescapeText(std::string_view raw) {
    std::string text;
    text.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\' || i + 1 == raw.size()) {
            text += raw[i];
            continue;
        }
        ++i;
        text += lower(raw[i]) == 'n' ? '\n' : raw[i];
    }
    return text;
}

std::vector<std::string_view> split(std::string_view raw, char separator) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '\\') {
            ++i;
        } else if (raw[i] == separator) {
            parts.push_back(raw.substr(begin, i - begin));
            begin = i + 1;
        }
    }
    parts.push_back(raw.substr(begin));
    return parts;
}

std::vector<std::string> listOf(std::string_view raw) {
    std::vector<std::string> values;
    if (raw.empty()) return values;
    for (const auto part : split(raw, ',')) values.push_back(unescapeText(part));
    return values;
}

std::string joinList(const std::vector<std::string>& values) {
    std::string raw;
    for (const auto& value : values) {
        if (&value != &values.front()) raw += ',';
        raw += escapeText(value);
    }
    return raw;
}

Structured structuredOf(std::string_view raw) {
    Structured components;
    for (const auto part : split(raw, ';')) components.push_back(listOf(part));
    return components;
}

std::string joinStructured(const Structured& components) {
    std::string raw;
    for (const auto& component : components) {
        if (&component != &components.front()) raw += ';';
        raw += joinList(component);
    }
    return raw;
}

}  // namespace groupware::formats::lines
