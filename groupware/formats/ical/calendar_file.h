#pragma once

#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/lines/file_source.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Files with many events or tasks, as other programs export them: one calendar, or several one after the other, of any
/// length. RFC 5545 section 3.4. A file is looked through once for where components begin and end, and parsed object by
/// object: neither needs more of it in memory than one object.
namespace groupware::formats::ical {

/// Octets of the file.
struct Extent {
    std::uint64_t at = 0;
    std::uint64_t length = 0;

    friend bool operator==(const Extent& a, const Extent& b) { return a.at == b.at && a.length == b.length; }
};

/// Pieces of the file that belong together; what is side by side there is one piece.
struct Extents {
    std::vector<Extent> pieces{};
    std::uint64_t octets = 0;  ///< of all

    friend bool operator==(const Extents& a, const Extents& b) { return a.pieces == b.pieces; }
};

/// What components are looked for.
struct Wanted {
    std::string_view kind;    ///< VEVENT or VTODO
    bool nameOthers = false;  ///< what else is no VTIMEZONE gets an item, too; else it is left out
};

struct FileLimits {
    std::size_t octets = 0;
    std::size_t objects = 0;  ///< also bounds the memory for where things are: some hundred octets for each
};

/// Where the calendar objects of a file are. A value.
class CalendarFile {
public:
    /// What is in the file, in the order in which it begins there.
    struct Item {
        std::string kind{};        ///< name of the component, capitals, cut to 64 octets
        bool wanted = false;       ///< it is of the kind that is looked for
        bool named = false;        ///< it has a UID
        std::size_t line = 0;      ///< where it begins, from 1
        std::size_t calendar = 0;  ///< in which of the file's it is
        Extents components{};      ///< of those with the same UID: a series and its changed instances

        friend bool operator==(const Item& a, const Item& b) {
            return a.kind == b.kind && a.line == b.line && a.calendar == b.calendar && a.components == b.components;
        }
    };

    /// @throws Error BadRequest for what is no calendar, or ends inside of a component; TooLarge beyond a limit
    [[nodiscard]] static CalendarFile look(const lines::FileSource& file, const Wanted& wanted,
                                           const FileLimits& limits);

    [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }

    /// As many items, from `first` on, as have no more than `octets` together: one at least, `most` at most.
    [[nodiscard]] std::span<const Item> batch(std::size_t first, std::size_t most, std::uint64_t octets) const;

    /// The calendar object of an item: its lines octet for octet, what its calendar says of itself but METHOD
    /// and names of the file, and the VTIMEZONEs that it names, wherever they stand.
    /// @param file  the one that was looked through
    /// @throws Error BadRequest naming the line that is wrong, counted in the object; TooLarge beyond `octets`, which
    ///         bounds also what is read
    [[nodiscard]] Component object(const lines::FileSource& file, const Item& item, std::size_t octets) const;

private:
    friend class CalendarCutter;

    /// A VCALENDAR without its components.
    struct Calendar {
        Extents lines{};
        std::map<std::string, Extent, std::less<>> zones{};  ///< VTIMEZONEs by fileKey() of their TZIDs
    };

    std::vector<Calendar> calendars_;
    std::vector<Item> items_;
};

}  // namespace groupware::formats::ical
