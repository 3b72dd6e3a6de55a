#include "groupware/formats/vcard/property_text.h"

#include "groupware/formats/encoding/charset.h"
#include "groupware/formats/encoding/quoted_printable.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <utility>

namespace groupware::formats::vcard {
namespace {

using lines::ContentLine;

std::string withLineFeeds(std::string text) {
    if (text.find('\r') == std::string::npos) return text;
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            result += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            result += '\n';
        }
    }
    return result;
}

std::string unescapeSeparators(std::string_view raw) {
    std::string text;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const bool escapes = raw[i] == '\\' && i + 1 < raw.size() &&
                             std::string_view(";,:\\").find(raw[i + 1]) != std::string_view::npos;
        if (escapes) ++i;
        text += raw[i];
    }
    return text;
}

/// vCard 2.1 escapes separators only: a backslash in front of anything else is one.
std::string unescape(std::string_view raw, Version version) {
    return version == Version::V21 ? unescapeSeparators(raw) : lines::unescapeText(raw);
}

/// For vCard 2.1: line breaks stay, for quoted-printable.
std::string escape21(std::string_view text) {
    std::string raw;
    for (const char c : text) {
        if (c == ';' || c == '\\') raw += '\\';
        raw += c;
    }
    return raw;
}

std::string joinedWithCommas(const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values) {
        if (&value != &values.front()) text += ',';
        text += value;
    }
    return text;
}

/// Trailing empty components and empty texts say nothing.
lines::Structured comparable(lines::Structured components) {
    for (auto& component : components) {
        while (!component.empty() && component.back().empty()) component.pop_back();
    }
    while (!components.empty() && components.back().empty()) components.pop_back();
    return components;
}

void removeWrapping(ContentLine& property) {
    auto parameters = property.parameters();
    const auto isWrapping = [](const lines::Parameter& parameter) {
        return lines::equal(parameter.name, "CHARSET") || lines::isQuotedPrintable({parameter});
    };
    parameters.erase(std::remove_if(parameters.begin(), parameters.end(), isWrapping), parameters.end());
    property.setParameters(std::move(parameters));
}

}  // namespace

std::string decodedValue(const ContentLine& property) {
    std::string value = lines::isQuotedPrintable(property.parameters())
                            ? withLineFeeds(encoding::decodeQuotedPrintable(property.value()))
                            : property.value();
    if (const auto charset = property.parameter("CHARSET")) {
        if (auto text = encoding::toUtf8(value, *charset)) return *std::move(text);
    }
    return encoding::repairedUtf8(value);
}

std::string textOf(const ContentLine& property, Version version) {
    return unescape(decodedValue(property), version);
}

std::vector<std::string> listOf(const ContentLine& property, Version version) {
    const auto value = decodedValue(property);
    std::vector<std::string> values;
    if (value.empty()) return values;
    for (const auto part : lines::split(value, ',')) values.push_back(unescape(part, version));
    return values;
}

lines::Structured structuredOf(const ContentLine& property, Version version) {
    const auto value = decodedValue(property);
    if (version != Version::V21) return lines::structuredOf(value);
    lines::Structured components;
    for (const auto part : lines::split(value, ';')) {
        components.emplace_back();
        if (!part.empty()) components.back().push_back(unescape(part, version));
    }
    return components;
}

std::string uriOf(const ContentLine& property) {
    auto uri = unescapeSeparators(decodedValue(property));
    uri.erase(std::remove_if(uri.begin(), uri.end(), lines::isControl), uri.end());
    return uri;
}

void putRaw(ContentLine& property, std::string raw, Version version) {
    removeWrapping(property);
    const bool plain = std::all_of(raw.begin(), raw.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (version == Version::V21 && !plain) {
        property.setParameter("CHARSET", {"UTF-8"});
        property.setParameter("ENCODING", {"QUOTED-PRINTABLE"});
        raw = encoding::encodeQuotedPrintable(raw);
    }
    property.setValue(std::move(raw));
}

void putText(ContentLine& property, std::string_view text, Version version) {
    if (textOf(property, version) == text) return;
    putRaw(property, version == Version::V21 ? escape21(text) : lines::escapeText(text), version);
}

void putList(ContentLine& property, const std::vector<std::string>& values, Version version) {
    if (listOf(property, version) == values) return;
    putRaw(property, lines::joinList(values), version);
}

void putStructured(ContentLine& property, const lines::Structured& components, Version version) {
    if (comparable(structuredOf(property, version)) == comparable(components)) return;
    std::string raw;
    for (const auto& component : components) {
        if (&component != &components.front()) raw += ';';
        raw += version == Version::V21 ? escape21(joinedWithCommas(component)) : lines::joinList(component);
    }
    putRaw(property, std::move(raw), version);
}

}  // namespace groupware::formats::vcard
