#include "groupware/infostore/name.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

namespace groupware::infostore {
namespace {

struct Sequence {
    std::size_t octets = 0;  // 0 = malformed
};

bool isContinuation(char octet) {
    return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U;
}

/// The well-formed sequence at the start of `text`. RFC 3629 section 4.
Sequence firstSequence(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return {1};
    std::size_t length = 0;
    if (lead >= 0xC2 && lead <= 0xDF) length = 2;
    if (lead >= 0xE0 && lead <= 0xEF) length = 3;
    if (lead >= 0xF0 && lead <= 0xF4) length = 4;
    if (length == 0 || text.size() < length) return {};
    if (!std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length), isContinuation)) return {};
    const auto second = static_cast<unsigned char>(text[1]);
    if (lead == 0xE0 && second < 0xA0) return {};  // overlong
    if (lead == 0xED && second > 0x9F) return {};  // surrogates
    if (lead == 0xF0 && second < 0x90) return {};  // overlong
    if (lead == 0xF4 && second > 0x8F) return {};  // beyond U+10FFFF
    return {length};
}

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "file name refused: " + why, "This file name cannot be used: " + why + ".");
}

bool isDeviceName(std::string_view name) {
    std::string stem(name.substr(0, name.find('.')));
    std::transform(stem.begin(), stem.end(), stem.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    static constexpr std::array<std::string_view, 4> kDevices{"CON", "PRN", "AUX", "NUL"};
    if (std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end()) return true;
    return stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) && stem[3] >= '1' && stem[3] <= '9';
}

/// The first `characters` code points of valid UTF-8.
std::string_view prefix(std::string_view text, std::size_t characters) {
    std::size_t end = 0;
    for (; characters > 0 && end < text.size(); --characters)
        end += std::max<std::size_t>(firstSequence(text.substr(end)).octets, 1);
    return text.substr(0, end);
}

}  // namespace

std::optional<std::size_t> utf8Length(std::string_view text) {
    std::size_t characters = 0;
    while (!text.empty()) {
        const std::size_t octets = firstSequence(text).octets;
        if (octets == 0) return std::nullopt;
        text.remove_prefix(octets);
        ++characters;
    }
    return characters;
}

void requireValidName(std::string_view name, std::size_t maxCharacters) {
    if (name.empty()) refuse("it is empty");
    const auto length = utf8Length(name);
    if (!length) refuse("it is not UTF-8");
    if (*length > maxCharacters)
        throw Error(ErrorCode::TooLarge, "file name of " + std::to_string(*length) + " characters",
                    "This file name is longer than " + std::to_string(maxCharacters) + " characters.");
    const bool control = std::any_of(name.begin(), name.end(), [](char letter) {
        return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
    });
    if (control) refuse("it contains a control character");
    const std::size_t bad = name.find_first_of("<>:\"/\\|?*");
    if (bad != std::string_view::npos) refuse(std::string("it contains \"") + name[bad] + "\"");
    if (name == "." || name == "..") refuse("it is reserved");
    if (name.front() == ' ') refuse("it starts with a space");
    if (name.back() == ' ' || name.back() == '.') refuse("it ends with a space or a dot");
    if (isDeviceName(name)) refuse("it is reserved");
}

void requireValidText(std::string_view what, std::string_view text, std::size_t maxCharacters) {
    const auto length = utf8Length(text);
    const std::string field(what);
    if (!length || text.find('\0') != std::string_view::npos)
        throw Error(ErrorCode::BadRequest, field + " is not text", "The " + field + " is not valid text.");
    if (*length > maxCharacters)
        throw Error(ErrorCode::TooLarge, field + " of " + std::to_string(*length) + " characters",
                    "The " + field + " is longer than " + std::to_string(maxCharacters) + " characters.");
}

NameParts splitName(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return {name, {}};
    return {name.substr(0, dot), name.substr(dot)};
}

std::string numberedName(std::string_view name, int number, std::size_t maxCharacters) {
    auto [stem, extension] = splitName(name);
    const std::string suffix = " (" + std::to_string(number) + ")";
    const std::size_t fixed = suffix.size() + utf8Length(extension).value_or(extension.size());
    if (fixed >= maxCharacters) {  // an extension as long as a name is none
        stem = name;
        extension = {};
    }
    const std::size_t rest = maxCharacters - suffix.size() - utf8Length(extension).value_or(extension.size());
    return std::string(prefix(stem, rest)) + suffix + std::string(extension);
}

}  // namespace groupware::infostore
