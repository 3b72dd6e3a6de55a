#include "groupware/folders/folder.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace groupware::folders {
namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> kNumbers{
    {{kTasksModule, 1}, {kCalendarModule, 2}, {kContactsModule, 3}, {kSystemModule, 5}, {kInfostoreModule, 8}}};

/// Octets of the UTF-8 sequence that starts with `first`, or 0. RFC 3629 section 4.
std::size_t sequenceLength(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return 2;
    if (first >= 0xE0 && first <= 0xEF) return 3;
    if (first >= 0xF0 && first <= 0xF4) return 4;
    return 0;
}

/// One code point off the front of `text`; nothing if it is not UTF-8.
std::optional<char32_t> takeCharacter(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const auto length = sequenceLength(first);
    if (length == 0 || length > text.size()) return std::nullopt;
    char32_t point = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0U) != 0x80U) return std::nullopt;
        point = point << 6 | (next & 0x3FU);
    }
    constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
    if (point < kSmallest[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return std::nullopt;
    text.remove_prefix(length);
    return point;
}

bool isForbidden(char32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == U'/' || point == U'\\';
}

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "folder name: " + why, why);
}

}  // namespace

std::int64_t moduleNumber(std::string_view module) noexcept {
    const auto* const found =
        std::find_if(kNumbers.begin(), kNumbers.end(), [&](const auto& entry) { return entry.first == module; });
    return found == kNumbers.end() ? 0 : found->second;
}

std::string moduleFromText(std::string_view nameOrNumber) {
    std::int64_t number = 0;
    const auto* const end = nameOrNumber.data() + nameOrNumber.size();
    if (std::from_chars(nameOrNumber.data(), end, number).ptr == end) {
        for (const auto& [name, old] : kNumbers) {
            if (old == number) return std::string(name);
        }
    }
    return std::string(nameOrNumber);
}

std::string checkedName(std::string_view name, std::int64_t maxCharacters) {
    while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    if (name.empty()) refuse("The folder's name is empty.");
    if (name == "." || name == "..") refuse("The folder's name is reserved.");
    std::int64_t characters = 0;
    for (auto rest = name; !rest.empty(); ++characters) {
        const auto point = takeCharacter(rest);
        if (!point) refuse("The folder's name is not valid UTF-8.");
        if (isForbidden(*point)) refuse("The folder's name has a slash, a backslash or a control character.");
    }
    if (characters > maxCharacters) {
        refuse("The folder's name has more than " + std::to_string(maxCharacters) + " characters.");
    }
    return std::string(name);
}

}  // namespace groupware::folders
