#include "groupware/calendar/api/appointments/change_exceptions.h"

namespace groupware::calendar::api {

engine::Result ChangeExceptions::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = appointments_.listing(call);
    const auto found =
        appointments_.queries().exceptionsOf(caller, appointmentRefOf(call), {.fields = needsOf(listing).fields});
    engine::Result answer;
    answer.data = appointments_.rows(caller, call, listing, found.events);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::calendar::api
