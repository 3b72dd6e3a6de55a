#include "groupware/calendar/api/appointments/delete_appointments.h"

namespace groupware::calendar::api {

engine::Result DeleteAppointments::handle(const Caller& caller, const engine::Call& call) {
    const Seq seen{call.requireInteger("timestamp")};
    const auto refs = appointments_.resolve(caller, namedInList(call.json()));
    const auto removal = service_.remove(caller, refs, {.lastSeen = seen});
    engine::Result answer;
    auto list = json::makeArray();
    for (const auto& refused : removal.refused) {
        list->add(refused.event.id.value);
        answer.warnings.push_back(refused.error.publicText());
    }
    answer.data = list;
    answer.timestamp = removal.committed.seq;
    answer.committed = removal.committed;
    return answer;
}

}  // namespace groupware::calendar::api
