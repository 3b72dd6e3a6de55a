#include "groupware/calendar/api/appointments/coming_appointments.h"

namespace groupware::calendar::api {

engine::Result ComingAppointments::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = appointments_.listing(call);
    const auto range = appointments_.rangeOf(caller, call);
    (void)call.require("limit");  // read with the listing
    const auto found =
        appointments_.queries().inRange(caller, range, {.fields = needsOf(listing).fields, .expanded = true});
    engine::Result answer;
    answer.data = appointments_.rows(caller, call, listing, found.events);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::calendar::api
