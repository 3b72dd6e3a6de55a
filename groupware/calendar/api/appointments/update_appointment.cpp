#include "groupware/calendar/api/appointments/update_appointment.h"

namespace groupware::calendar::api {
namespace {

/// Of the changed instance, or of what it was made of.
EventId idIn(const WriteResult& result, const Event& event) {
    for (const auto* events : {&result.created, &result.updated}) {
        for (const Event& each : *events) {
            if (each.exception && each.recurrenceId == event.recurrenceId) return each.id;
        }
    }
    return event.id;
}

}  // namespace

engine::Result UpdateAppointment::handle(const Caller& caller, const engine::Call& call) {
    const auto body = json::requireObject(call.json(), "the appointment");
    const auto asked = appointmentCallOf(*body);
    const Seq seen{call.requireInteger("timestamp")};
    const auto ref =
        appointments_.resolve(caller, {.ref = appointmentRefOf(call), .position = asked.position, .date = asked.date});
    const Event event = appointments_.queries().get(caller, ref);
    const auto times = appointments_.timesOf(caller);
    const auto local = appointments_.localTime(caller, call);
    const auto directory = appointments_.directoryOf(caller, {&event, 1});
    const auto change = appointmentChange(
        *body, &event, {.times = times, .localTime = local, .directory = directory, .caller = caller.user});
    const auto result = service_.update(
        caller, ref, change, {.lastSeen = seen, .checkConflicts = !asked.ignoreConflicts, .notify = asked.notify});
    return appointments_.written(caller, call, result, idIn(result, event));
}

}  // namespace groupware::calendar::api
