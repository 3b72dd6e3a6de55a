#include "groupware/contacts/stored_card.h"

#include "groupware/formats/lines/parse.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <limits>

namespace groupware::contacts {
namespace {

using formats::lines::ContentLine;

constexpr std::string_view kPlace = "X-YOKE-STORED-LINE";

/// The card has been parsed before, within the limits of its owner.
constexpr formats::lines::Limits kNoLimits{.octets = std::numeric_limits<std::size_t>::max(),
                                           .lines = std::numeric_limits<std::size_t>::max(),
                                           .parameterValues = std::numeric_limits<std::size_t>::max(),
                                           .depth = std::numeric_limits<std::size_t>::max()};

bool isTakenOut(const ContentLine& line) {
    constexpr std::array<std::string_view, 5> kNames{"PHOTO", "LOGO", "SOUND", "KEY", kPlace};
    return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) { return line.is(name); });
}

std::size_t indexOf(const ContentLine& line) {
    std::size_t index = std::numeric_limits<std::size_t>::max();
    const auto& value = line.value();
    (void)std::from_chars(value.data(), value.data() + value.size(), index);
    return index;
}

/// Calls `each` with every line and whether it stands directly in the card.
template <class Each>
void forEachLine(std::string_view text, Each each) {
    std::size_t depth = 0;
    for (const auto& line : formats::lines::parseLines(text, kNoLimits)) {
        if (line.is("END") && depth > 0) --depth;
        each(line, depth == 1);
        if (line.is("BEGIN")) ++depth;
    }
}

}  // namespace

StoredCard takeApart(std::string_view text) {
    StoredCard stored;
    forEachLine(text, [&](const ContentLine& line, bool direct) {
        if (!direct || !isTakenOut(line)) {
            stored.text += line.source();
            return;
        }
        stored.text += std::string(kPlace) + ':' + std::to_string(stored.lines.size()) + "\r\n";
        stored.lines.push_back(line.source());
    });
    return stored;
}

std::string putTogether(const StoredCard& stored) {
    if (stored.lines.empty()) return stored.text;
    std::string text;
    forEachLine(stored.text, [&](const ContentLine& line, bool direct) {
        if (!direct || !line.is(kPlace)) {
            text += line.source();
        } else if (const auto index = indexOf(line); index < stored.lines.size()) {
            text += stored.lines[index];
        }
    });
    return text;
}

}  // namespace groupware::contacts
