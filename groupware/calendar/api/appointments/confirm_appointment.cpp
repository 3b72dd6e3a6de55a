#include "groupware/calendar/api/appointments/confirm_appointment.h"

#include "groupware/base/error.h"
#include "groupware/calendar/attendee_id.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace groupware::calendar::api {
namespace {

PartStat partStatIn(const json::Object& body) {
    static constexpr std::array kAnswers{PartStat::NeedsAction, PartStat::Accepted, PartStat::Declined,
                                         PartStat::Tentative};
    const auto number = json::integer(body, "confirmation").value_or(-1);
    if (number < 0 || number >= static_cast<std::int64_t>(kAnswers.size()))
        throw Error(ErrorCode::BadRequest, "no confirmation", "\"confirmation\" must be 0 to 3.");
    return kAnswers.at(static_cast<std::size_t>(number));
}

}  // namespace

engine::Result ConfirmAppointment::handle(const Caller& caller, const engine::Call& call) {
    const auto body = json::requireObject(call.json(), "the confirmation");
    const Seq seen{call.requireInteger("timestamp")};
    Appointments::Named named{.ref = appointmentRefOf(call)};
    constexpr std::int64_t kMost = 1'000'000;
    if (const auto position = call.integer("occurrence"); position && *position != 0)
        named.position = static_cast<int>(std::clamp<std::int64_t>(*position, -1, kMost));
    CalendarService::Answer answered{.partStat = partStatIn(*body),
                                     .comment = json::text(*body, "confirmmessage").value_or("")};
    if (const auto user = json::integer(*body, "id"); user && *user > 0)
        answered.attendee = uriOf(AttendeeId{.kind = AttendeeId::Kind::User, .id = *user});
    const auto result = service_.answer(caller, appointments_.resolve(caller, named), answered, {.lastSeen = seen});
    engine::Result answer;
    answer.data = json::makeObject();
    answer.timestamp = result.committed.seq;
    answer.committed = result.committed;
    return answer;
}

}  // namespace groupware::calendar::api
