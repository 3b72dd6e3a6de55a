#include "groupware/calendar/api/appointments/list_appointments.h"

namespace groupware::calendar::api {

engine::Result ListAppointments::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = appointments_.listing(call);
    const auto refs = appointments_.resolve(caller, namedInList(call.json()));
    const auto found = appointments_.queries().list(caller, refs, {.fields = needsOf(listing).fields});
    engine::Result answer;
    answer.data = appointments_.rows(caller, call, listing, found.events);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::calendar::api
