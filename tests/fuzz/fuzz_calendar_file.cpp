#include "groupware/base/error.h"
#include "groupware/formats/ical/calendar_cutter.h"
#include "groupware/formats/lines/unfold.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace {

namespace ical = groupware::formats::ical;
namespace lines = groupware::formats::lines;

constexpr ical::Wanted kWanted{.kind = "VEVENT", .nameOthers = true};
constexpr ical::FileLimits kLimits{.octets = 1 << 18, .objects = 50};

void require(bool holds) {
    if (!holds) std::abort();
}

/// Nothing if it is refused.
std::optional<ical::CalendarFile> cut(std::string_view text, std::size_t block) {
    try {
        ical::CalendarCutter cutter(kWanted, kLimits);
        for (std::size_t at = 0; at < text.size(); at += block) cutter.add(text.substr(at, block));
        return cutter.finish();
    } catch (const groupware::Error&) {
        return std::nullopt;
    }
}

/// Lines are where the parser finds them.
void checkLines(std::string_view text, std::size_t block) {
    lines::Unfolder whole(text, 1);
    lines::BlockUnfolder unfolder(1 << 16, [&](const lines::BlockUnfolder::Line& line) {
        const auto expected = whole.next();
        require(expected && expected->source == text.substr(line.begin, line.end - line.begin));
        require(expected->text == line.text && expected->number == line.number);
    });
    for (std::size_t at = 0; at < text.size(); at += block) unfolder.add(text.substr(at, block));
    unfolder.finish();
    require(!whole.next());
}

}  // namespace

/// Wherever blocks end, a file is cut the same way, and what comes out are calendar objects with the components that
/// were cut out. The first octet is the length of blocks.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || size > 1 << 16) return 0;
    const std::size_t block = data[0] + 1U;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    checkLines(text, block);
    const auto whole = cut(text, text.size() + 1);
    const auto file = cut(text, block);
    require(whole.has_value() == file.has_value());
    if (!file) return 0;
    require(file->items() == whole->items());
    const auto source = lines::sourceOf(text);
    for (const auto& item : file->items()) {
        require(!item.components.pieces.empty());
        try {
            const auto object = file->object(source, item, 1 << 16);
            require(object.is("VCALENDAR") && object.components().size() >= item.components.pieces.size());
        } catch (const groupware::Error&) {
            continue;  // that one is refused
        }
    }
    return 0;
}
