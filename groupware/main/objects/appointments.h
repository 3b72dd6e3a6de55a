#pragma once

#include "groupware/api/registry.h"
#include "groupware/calendar/api/appointments/appointment_actions.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/main/objects/calendar.h"
#include "groupware/main/objects/free_busy.h"
#include "groupware/main/objects/platform.h"

namespace groupware::main {

/// What older clients call of the calendar: the module `calendar`.
class Appointments {
public:
    /// @param calendar, freeBusy  outlive this object
    Appointments(const Platform& platform, const Calendar& calendar, const FreeBusy& freeBusy,
                 const formats::ical::FindZone& find);

    void addTo(api::Registry& registry) { actions_.addTo(registry); }

private:
    calendar::api::AppointmentActions actions_;
};

}  // namespace groupware::main
