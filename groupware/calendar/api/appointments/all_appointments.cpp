#include "groupware/calendar/api/appointments/all_appointments.h"

#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {

engine::Result AllAppointments::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = appointments_.listing(call);
    const auto range = appointments_.rangeOf(caller, call);
    const Details details{.fields = needsOf(listing).fields, .expanded = !call.flag("recurrence_master")};
    const auto folder = call.parameter("folder").value_or("");
    const auto& queries = appointments_.queries();
    // 0 is what older clients send for "all".
    const auto found = folder.empty() || folder == "0" ? queries.inRange(caller, range, details)
                                                       : queries.inRange(caller, folderId(folder), range, details);
    engine::Result answer;
    answer.data = appointments_.rows(caller, call, listing, found.events);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::calendar::api
