#pragma once

#include "groupware/formats/ical/calendar.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Files with many tasks: one calendar, or several, to calendar objects and back. Pure.
namespace groupware::tasks {

namespace ical = formats::ical;

struct FileLimits {
    std::size_t octets = 0;
    std::size_t objects = 0;
};

/// The tasks of a file, in their order: VTODOs with the same UID are one object, with the time zones they name and what
/// their calendar says besides. Other components are left out.
/// @throws Error BadRequest naming the line that is wrong, TooLarge beyond a limit
[[nodiscard]] std::vector<ical::Component> readTodoFile(std::string_view file, const FileLimits& limits);

/// Sets the UID of a component that has none, or of all VTODOs of an object.
void giveUid(ical::Component& todo, const std::string& uid);
void giveUids(ical::Component& object, const std::string& uid);

/// The opposite: one calendar with each time zone once. Objects that cannot be read are left out.
[[nodiscard]] std::string writeTodoFile(std::span<const std::string> objects);

}  // namespace groupware::tasks
