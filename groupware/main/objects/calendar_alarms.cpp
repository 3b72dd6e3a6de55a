#include "groupware/main/objects/calendar_alarms.h"

namespace groupware::main {

CalendarAlarms::CalendarAlarms(const Platform& platform, const folders::FolderAccess& access, const Calendar& calendar,
                               const calendar::api::View& view)
    : alarms_({.database = platform.contexts,
               .access = access,
               .queries = calendar.queries(),
               .service = calendar.service(),
               .clock = platform.clock}),
      reminders_(platform.contexts, alarms_, view.zones()),
      actions_({.alarms = alarms_,
                .queries = calendar.queries(),
                .service = calendar.service(),
                .view = view,
                .clock = platform.clock}) {}

}  // namespace groupware::main
