#pragma once

#include "groupware/formats/ical/calendar_file.h"
#include "groupware/formats/lines/block_unfold.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::ical {

/// The one look through a file, block by block. See CalendarFile.
///
/// What it keeps is bounded by FileLimits::objects: so many items and calendars, ten times as many pieces, 2,000 time
/// zones.
class CalendarCutter {
public:
    CalendarCutter(const Wanted& wanted, const FileLimits& limits);
    CalendarCutter(CalendarCutter&&) = delete;  // the unfolder calls it

    /// @param block  cut anywhere
    /// @throws Error BadRequest, TooLarge
    void add(std::string_view block);
    /// After the last block.
    /// @throws Error BadRequest if there was no calendar, or it has not ended
    [[nodiscard]] CalendarFile finish();

    /// By what a UID or TZID is remembered: itself, or a digest of a long one.
    [[nodiscard]] static std::string fileKey(std::string_view id);

private:
    using Line = lines::BlockUnfolder::Line;

    void take(const Line& line);
    void begin(std::string name, const Line& line);
    void end(const std::string& name, const Line& line);
    void property(std::string_view name, std::string_view value, const Line& line);
    void addItem(const Extent& component);
    void addZone(const Extent& component);
    void append(Extents& extents, const Extent& piece);
    void requireRoom(std::size_t count, std::size_t most, std::string_view what) const;

    Wanted wanted_;
    FileLimits limits_;
    CalendarFile file_;
    lines::BlockUnfolder unfolder_;
    std::uint64_t octets_ = 0;
    std::size_t number_ = 1;         ///< of the line
    std::size_t pieces_ = 0;         ///< of the whole file
    std::size_t zones_ = 0;          ///< of the whole file
    std::vector<std::string> open_;  ///< components that have begun
    CalendarFile::Item item_{};
    std::string uid_;
    std::string zone_;
    std::uint64_t first_ = 0;  ///< octet of the component in a calendar
    std::map<std::string, std::size_t, std::less<>> byUid_;
};

}  // namespace groupware::formats::ical
