#include "groupware/calendar/api/appointments/get_appointment.h"

#include <algorithm>
#include <cstdint>

namespace groupware::calendar::api {

engine::Result GetAppointment::handle(const Caller& caller, const engine::Call& call) {
    Appointments::Named named{.ref = appointmentRefOf(call)};
    const auto position = call.integer("recurrence_position").value_or(0);
    constexpr std::int64_t kMost = 1'000'000;
    if (position != 0) named.position = static_cast<int>(std::clamp<std::int64_t>(position, -1, kMost));
    const Event event = appointments_.queries().get(caller, appointments_.resolve(caller, named));
    engine::Result answer;
    answer.data = appointments_.object(caller, call, event);
    answer.timestamp = event.seq;
    return answer;
}

}  // namespace groupware::calendar::api
