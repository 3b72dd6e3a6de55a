#include "groupware/formats/ical/calendar_file.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/calendar_cutter.h"
#include "groupware/formats/ical/vtimezone.h"

#include <algorithm>

namespace groupware::formats::ical {
namespace {

constexpr std::size_t kBlock = 64UL << 10;

void read(const lines::FileSource& file, const Extent& piece, std::string& text) {
    const auto before = text.size();
    text.resize(before + piece.length);
    file.readAt(piece.at, std::span(text).subspan(before));
}

void read(const lines::FileSource& file, const Extents& pieces, std::string& text) {
    for (const auto& piece : pieces.pieces) read(file, piece, text);
}

void requireLength(std::uint64_t length, std::size_t most) {
    if (length <= most) return;
    const auto text = "The object is larger than " + std::to_string(most) + " octets.";
    throw Error(ErrorCode::TooLarge, "calendar file: " + text, text);
}

Limits boundsOf(const std::string& text) {
    return {.octets = text.size(), .lines = text.size()};
}

}  // namespace

CalendarFile CalendarFile::look(const lines::FileSource& file, const Wanted& wanted, const FileLimits& limits) {
    CalendarCutter cutter(wanted, limits);
    std::string block;
    for (std::uint64_t at = 0; at < file.size; at += block.size()) {
        block.clear();
        read(file, Extent{.at = at, .length = std::min<std::uint64_t>(kBlock, file.size - at)}, block);
        cutter.add(block);
    }
    return cutter.finish();
}

std::span<const CalendarFile::Item> CalendarFile::batch(std::size_t first, std::size_t most,
                                                        std::uint64_t octets) const {
    const auto rest = std::span(items_).subspan(first);
    std::size_t count = 0;
    for (std::uint64_t sum = 0; count < std::min(rest.size(), most); ++count) {
        sum += rest[count].components.octets;
        if (count > 0 && sum > octets) break;
    }
    return rest.first(count);
}

Component CalendarFile::object(const lines::FileSource& file, const Item& item, std::size_t octets) const {
    const Calendar& calendar = calendars_.at(item.calendar);
    auto length = calendar.lines.octets + item.components.octets;
    requireLength(length, octets);
    std::string components;
    read(file, item.components, components);
    const std::string lineEnd = components.find("\r\n") == std::string::npos ? "\n" : "\r\n";
    std::string text = "BEGIN:VCALENDAR" + lineEnd;
    read(file, calendar.lines, text);
    text += components;
    if (!text.ends_with('\n')) text += lineEnd;
    text += "END:VCALENDAR" + lineEnd;
    auto object = parseCalendar(text, boundsOf(text));
    for (const auto& name : zonesUsed(object)) {
        const auto zone = calendar.zones.find(CalendarCutter::fileKey(name));
        if (zone == calendar.zones.end()) continue;
        requireLength(length += zone->second.length, octets);
        std::string definition;
        read(file, zone->second, definition);
        for (auto& each : lines::parseComponents(definition, boundsOf(definition))) object.add(std::move(each));
    }
    return object;
}

}  // namespace groupware::formats::ical
