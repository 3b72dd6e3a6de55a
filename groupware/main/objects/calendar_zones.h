#pragma once

#include "groupware/base/ids.h"
#include "groupware/calendar/maintenance/alarm_zones.h"
#include "groupware/calendar/maintenance/zone_reindex.h"
#include "groupware/main/objects/platform.h"
#include "groupware/main/objects/time_zones.h"

namespace groupware::main {

/// Keeps events at their local times when the system's time zones change, and alarms at those of users who move to
/// another zone. For a housekeeping thread.
class CalendarZones {
public:
    /// @param zones  outlives this object
    CalendarZones(const Platform& platform, TimeZones& zones);

    /// Before a round of contexts: reads what the system has now.
    void refresh();
    void keep(ContextId context) {
        (void)reindex_.run(context, data_);
        (void)alarms_.run(context);
    }

private:
    TimeZones& zones_;
    calendar::ZoneReindex reindex_;
    calendar::AlarmZones alarms_;
    calendar::ZoneData data_;
};

}  // namespace groupware::main
