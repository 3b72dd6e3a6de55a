#include "groupware/formats/mime/header.h"

#include "groupware/formats/encoding/charset.h"
#include "groupware/formats/mime/ascii.h"
#include "groupware/formats/mime/encoded_word.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <utility>

namespace groupware::formats::mime {
namespace {

/// The next line, without its end, which is taken away too.
std::string_view takeLine(std::string_view& rest) {
    const auto end = std::min(rest.find('\n'), rest.size());
    auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

bool isFieldName(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// Takes a token or a quoted string from the front.
std::string takeParameterValue(std::string_view& rest) {
    rest = trimmed(rest);
    std::string value;
    if (!rest.starts_with('"')) {
        const auto end = std::min(rest.find(';'), rest.size());
        value = std::string(trimmed(rest.substr(0, end)));
        rest.remove_prefix(end);
        return value;
    }
    std::size_t i = 1;
    for (; i < rest.size() && rest[i] != '"'; ++i) {
        if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
        value += rest[i];
    }
    rest.remove_prefix(std::min(i + 1, rest.size()));
    return value;
}

std::optional<char> octetOf(std::string_view digits) {
    int value = 0;
    for (const char c : digits) {
        const auto place = std::string_view("0123456789abcdef").find(smallLetter(c));
        if (place == std::string_view::npos) return std::nullopt;
        value = value * 16 + static_cast<int>(place);
    }
    return static_cast<char>(value);
}

/// `utf-8'en'%e2%82%ac`.
std::string decodeExtended(std::string_view value) {
    const auto charsetEnd = value.find('\'');
    const auto languageEnd = charsetEnd == std::string_view::npos ? charsetEnd : value.find('\'', charsetEnd + 1);
    if (languageEnd == std::string_view::npos) return std::string(value);
    const auto text = value.substr(languageEnd + 1);
    std::string octets;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto octet = text[i] == '%' && i + 2 < text.size() ? octetOf(text.substr(i + 1, 2)) : std::nullopt;
        octets += octet.value_or(text[i]);
        if (octet) i += 2;
    }
    return encoding::toUtf8(octets, value.substr(0, charsetEnd)).value_or(encoding::repairedUtf8(octets));
}

void addParameter(ParameterizedValue& result, std::string_view rawName, std::string value) {
    auto name = inSmallLetters(trimmed(rawName));
    if (name.ends_with('*')) {
        name.pop_back();
        value = decodeExtended(value);
    }
    if (!name.empty()) result.parameters.emplace(std::move(name), std::move(value));
}

constexpr std::size_t kMaxParameter = 50;  // octets of a value, so that name and value stay in one line

bool fitsQuotes(std::string_view value) {
    return value.size() <= kMaxParameter && std::all_of(value.begin(), value.end(), [](char c) {
               return c >= ' ' && c <= '~' && c != '"' && c != '\\';
           });
}

/// An octet of a value as RFC 2231 section 7 has it.
std::string extended(char octet) {
    const bool plain = std::string_view("-._").find(octet) != std::string_view::npos ||
                       (octet >= '0' && octet <= '9') || (smallLetter(octet) >= 'a' && smallLetter(octet) <= 'z');
    if (plain) return {octet};
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const auto value = static_cast<std::uint8_t>(octet);
    return {'%', kDigits[value >> 4U], kDigits[value & 0xFU]};
}

}  // namespace

std::string formatParameter(std::string_view name, std::string_view value) {
    if (fitsQuotes(value)) return std::string(name) + "=\"" + std::string(value) + "\"";
    std::vector<std::string> pieces{"UTF-8''"};
    for (const char octet : value) {
        const auto next = extended(octet);
        if (pieces.back().size() + next.size() > kMaxParameter) pieces.emplace_back();
        pieces.back() += next;
    }
    if (pieces.size() == 1) return std::string(name) + "*=" + pieces.front();
    std::string all;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        all += (i == 0 ? "" : "; ") + std::string(name) + "*" + std::to_string(i) + "*=" + pieces[i];
    return all;
}

void appendHeader(std::string& out, std::string_view name, std::string_view wanted) {
    std::string clean(wanted);
    std::replace_if(
        clean.begin(), clean.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x20U; }, ' ');
    std::string_view value = clean;
    out += name;
    out += ':';
    std::size_t column = name.size() + 1;
    while (!value.empty()) {
        const auto end = std::min(value.find(' '), value.size());
        if (column + 1 + end > kMaxHeaderLine && column > name.size() + 1) {
            out += "\r\n";
            column = 0;
        }
        out += ' ';
        out += value.substr(0, end);
        column += 1 + end;
        value.remove_prefix(std::min(end + 1, value.size()));
    }
    out += "\r\n";
}

std::string formatDate(Instant instant) {
    static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d +0000",
                                     kDays.at(static_cast<std::size_t>(parts.tm_wday)), parts.tm_mday,
                                     kMonths.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900,
                                     parts.tm_hour, parts.tm_min, parts.tm_sec);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string ParameterizedValue::parameter(std::string_view name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
}

ParameterizedValue parseParameters(std::string_view value) {
    auto end = std::min(value.find(';'), value.size());
    ParameterizedValue result{.value = inSmallLetters(trimmed(value.substr(0, end))), .parameters = {}};
    value.remove_prefix(end);
    while (!value.empty()) {
        value.remove_prefix(1);  // the semicolon
        const auto nameEnd = value.find_first_of("=;");
        if (nameEnd == std::string_view::npos) break;
        const auto name = value.substr(0, nameEnd);
        const bool assigned = value[nameEnd] == '=';
        value.remove_prefix(nameEnd + (assigned ? 1 : 0));
        if (!assigned) continue;
        addParameter(result, name, takeParameterValue(value));
        value.remove_prefix(std::min(value.find(';'), value.size()));
    }
    return result;
}

std::vector<HeaderField> parseHeader(std::string_view octets, std::string_view& body) {
    std::vector<HeaderField> fields;
    bool known = false;  // whether the last line belonged to a field
    while (!octets.empty()) {
        const auto line = takeLine(octets);
        if (line.empty()) break;
        if (line.front() == ' ' || line.front() == '\t') {
            if (known) fields.back().value.append(" ").append(trimmed(line));
            continue;
        }
        const auto colon = line.find(':');
        const auto name = trimmed(line.substr(0, std::min(colon, line.size())));
        known = colon != std::string_view::npos && isFieldName(name);
        if (known) {
            fields.push_back({.name = inSmallLetters(name), .value = std::string(trimmed(line.substr(colon + 1)))});
        }
    }
    body = octets;
    return fields;
}

std::optional<std::string_view> findField(const std::vector<HeaderField>& header, std::string_view name) {
    const auto found =
        std::find_if(header.begin(), header.end(), [&](const HeaderField& field) { return field.name == name; });
    if (found == header.end()) return std::nullopt;
    return found->value;
}

}  // namespace groupware::formats::mime
