#pragma once

#include "groupware/formats/ical/calendar.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Files with many events, as other programs export them. RFC 5545 section 3.4. Pure.
namespace groupware::calendar {

struct FileLimits {
    std::size_t octets = 0;
    std::size_t objects = 0;
};

/// One file: one calendar, or several one after the other. It is looked through once for where components begin and
/// end; objects are parsed when they are asked for, so that the memory needed is that of the file and of one object. A
/// value; used by one thread.
class EventFile {
public:
    /// What is in the file, in the order in which it begins there.
    struct Item {
        std::string kind{};    ///< name of the component, capitals: VEVENT; or what is not for calendars, as VTODO
        std::size_t line = 0;  ///< where it begins, from 1
        std::string uid{};     ///< empty: it has none
        std::vector<std::string_view> components{};  ///< with the same UID: a series and its changed instances
        std::size_t calendar = 0;                    ///< in which of the file's it is
    };

    /// @param file  outlives this object
    /// @throws Error BadRequest for what is no calendar, or ends inside of a component; TooLarge beyond a limit
    EventFile(std::string_view file, const FileLimits& limits);

    [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }

    /// The calendar object of an item: its lines octet for octet, what its calendar says of itself but METHOD
    /// and names of the file, and the VTIMEZONEs that it names.
    /// @throws Error BadRequest naming the line that is wrong, counted in the object; TooLarge beyond `octets`
    [[nodiscard]] formats::ical::Component object(const Item& item, std::size_t octets) const;

private:
    /// A VCALENDAR without its components.
    struct Calendar {
        std::string lines{};                                           ///< the properties
        std::map<std::string, std::string_view, std::less<>> zones{};  ///< VTIMEZONEs by TZID
    };
    class Scan;

    std::vector<Calendar> calendars_;
    std::vector<Item> items_;
};

}  // namespace groupware::calendar
