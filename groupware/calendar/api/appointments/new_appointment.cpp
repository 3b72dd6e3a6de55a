#include "groupware/calendar/api/appointments/new_appointment.h"

#include "groupware/base/error.h"
#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {

engine::Result NewAppointment::handle(const Caller& caller, const engine::Call& call) {
    const auto body = json::requireObject(call.json(), "the appointment");
    auto asked = appointmentCallOf(*body);
    if (const auto folder = call.parameter("folder"); folder && !asked.folder) asked.folder = folderId(*folder);
    if (!asked.folder)
        throw Error(ErrorCode::BadRequest, "appointment without folder", "The appointment needs a \"folder_id\".");
    const auto times = appointments_.timesOf(caller);
    const auto local = appointments_.localTime(caller, call);
    const Directory nobody;
    auto change = appointmentChange(*body, nullptr,
                                    {.times = times, .localTime = local, .directory = nobody, .caller = caller.user});
    change.folder.reset();
    const auto result = service_.create(caller, *asked.folder, change,
                                        {.checkConflicts = !asked.ignoreConflicts, .notify = asked.notify});
    return appointments_.written(caller, call, result, firstId(result));
}

}  // namespace groupware::calendar::api
