#include "groupware/main/objects/calendar.h"

#include "groupware/calendar/limits.h"

#include <utility>

namespace groupware::main {

Calendar::Calendar(const Platform& platform, const folders::FolderAccess& access, formats::ical::FindZone find)
    : queries_(platform.contexts, access, std::move(find),
               [&source = platform.configuration] { return calendar::Limits::from(*source.current()); }),
      folderEvents_(platform.clock),
      attachments_(access) {}

}  // namespace groupware::main
