#include "groupware/calendar/api/appointments/appointment_free_busy.h"

#include "groupware/api/coded_error.h"
#include "groupware/base/error.h"

#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar::api {
namespace {

CalendarUser whoIn(const engine::Call& call) {
    const auto id = call.requireInteger("id");
    const auto type = call.requireInteger("type");
    if (type == 1) return {CalendarUser::Kind::User, id};
    if (type == 3) return {CalendarUser::Kind::Resource, id};
    const std::string text = "The parameter 'type' must be 1 or 3.";
    throw engine::CodedError(ErrorCode::BadRequest, engine::kInvalidParameter, text, text);
}

}  // namespace

engine::Result AppointmentFreeBusy::handle(const Caller& caller, const engine::Call& call) {
    const auto range = appointments_.rangeOf(caller, call);
    const auto user = whoIn(call);
    std::vector<Event> events;
    for (auto& known : service_.of(caller, {.users = {user}, .from = range.from, .to = range.to})) {
        if (known.known == FreeBusy::Known::NotFound)
            throw Error(ErrorCode::NotFound, "nobody of that id", "There is no such user or resource.");
        for (auto& busy : known.events) {
            busy.event.start = busy.period.from;
            busy.event.end = busy.period.to;
            busy.event.busy = busy.period.busy;
            events.push_back(std::move(busy.event));
        }
    }
    auto data = json::makeArray();
    for (const auto& object : appointments_.objects(caller, call, events)) data->add(object);
    engine::Result answer;
    answer.data = data;
    return answer;
}

}  // namespace groupware::calendar::api
