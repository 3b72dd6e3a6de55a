#include "groupware/main/objects/calendar_zones.h"

#include "groupware/calendar/limits.h"

#include <string_view>

namespace groupware::main {

CalendarZones::CalendarZones(const Platform& platform, TimeZones& zones)
    : zones_(zones),
      reindex_({.database = platform.contexts,
                .clock = platform.clock,
                .find = zones.finder(),
                .limits = [&source = platform.configuration] { return calendar::Limits::from(*source.current()); }}),
      alarms_({.database = platform.contexts,
               .clock = platform.clock,
               .find = zones.finder(),
               .limits = [&source = platform.configuration] { return calendar::Limits::from(*source.current()); }}) {}

void CalendarZones::refresh() {
    zones_.refresh();
    data_ = {.version = zones_.version(), .file = [this](std::string_view name) { return zones_.file(name); }};
}

}  // namespace groupware::main
