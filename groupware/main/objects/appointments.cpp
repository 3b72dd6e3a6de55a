#include "groupware/main/objects/appointments.h"

namespace groupware::main {

Appointments::Appointments(const Platform& platform, const Calendar& calendar, const FreeBusy& freeBusy,
                           const formats::ical::FindZone& find)
    : actions_({.database = platform.contexts, .queries = calendar.queries(), .zones = platform.zones, .find = find},
               calendar.service(), freeBusy.service()) {}

}  // namespace groupware::main
