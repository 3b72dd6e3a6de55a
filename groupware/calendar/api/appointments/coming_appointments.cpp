#include "groupware/calendar/api/appointments/coming_appointments.h"

#include <vector>

namespace groupware::calendar::api {
namespace {

/// What is in the caller's own calendar and not off: he has not declined, and nobody has cancelled it.
bool concerns(const Caller& caller, const Event& event) {
    return event.owner.is(caller.user) && event.status != Status::Cancelled && event.partStat != PartStat::Declined;
}

}  // namespace

engine::Result ComingAppointments::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = appointments_.listing(call);
    const auto range = appointments_.rangeOf(caller, call);
    (void)call.require("limit");  // read with the listing
    auto found = appointments_.queries().inRange(caller, range, {.fields = needsOf(listing).fields, .expanded = true});
    std::erase_if(found.events, [&](const Event& event) { return !concerns(caller, event); });
    engine::Result answer;
    answer.data = appointments_.rows(caller, call, listing, found.events);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::calendar::api
