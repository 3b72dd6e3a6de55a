#include "groupware/calendar/api/appointments/copy_appointment.h"

#include "groupware/base/error.h"

namespace groupware::calendar::api {
namespace {

/// What is new of it: its identity, its lines, and what everybody answers.
/// @param invite  whether those who take part are asked to this one, too
EventFields copyOf(EventFields fields, bool invite) {
    fields.uid.clear();
    fields.recurrenceId.reset();
    fields.sequence = 0;
    fields.created.reset();
    fields.lastModified.reset();
    fields.organizer.reset();
    if (!invite) fields.attendees.clear();
    std::erase_if(fields.attachments, [](const ical::Attachment& each) { return !each.managedId.empty(); });
    const auto forget = [](auto& items) {
        for (auto& item : items) item.origin = 0;
    };
    forget(fields.attendees);
    forget(fields.alarms);
    forget(fields.attachments);
    forget(fields.conferences);
    forget(fields.relatedTo);
    for (auto& attendee : fields.attendees) attendee.status = "NEEDS-ACTION";
    return fields;
}

}  // namespace

engine::Result CopyAppointment::handle(const Caller& caller, const engine::Call& call) {
    const auto ref = appointmentRefOf(call);
    const auto body = json::requireObject(call.json(), "the copy");
    const auto target = appointmentCallOf(*body).folder;
    if (!target) throw Error(ErrorCode::BadRequest, "copy without folder", "The copy needs a \"folder_id\".");
    const Event event = appointments_.queries().get(caller, ref);
    if (event.anonymous || !event.fields)
        throw Error(ErrorCode::Forbidden, "copy of a private event", "You may not read this appointment.");
    const bool invite = json::flag(*body, "notification").value_or(false);
    if (invite && event.role == Role::Attendee)
        throw Error(ErrorCode::Forbidden, "attendee invites to a copy",
                    "Only who organizes an appointment can invite its participants to a copy of it.");
    const EventChange change{.fields = [fields = copyOf(*event.fields, invite)](EventFields& into) { into = fields; },
                             .filesOf = ref};
    const auto result = service_.create(caller, *target, change, {.checkConflicts = !call.flag("ignore_conflicts")});
    return appointments_.written(caller, call, result, firstId(result));
}

}  // namespace groupware::calendar::api
