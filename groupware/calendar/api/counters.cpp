#include "groupware/calendar/api/counters.h"

#include "groupware/calendar/api/people_wire.h"
#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/api/wire.h"

#include <string>

namespace groupware::calendar::api {
namespace {

constexpr auto kModule = "chronos";
constexpr engine::Requirements kWrites{engine::Needs::Master, "calendar"};

std::string attendeeOf(const json::Object& body) {
    const auto attendee = json::object(body, "attendee");
    if (!attendee) throw Error(ErrorCode::BadRequest, "no attendee", "'attendee' is missing in the body.");
    return uriOf(*attendee);
}

}  // namespace

CalendarService::Proposal proposalOf(const json::Object& body, const ical::FindZone& find) {
    return {.start = timeOf(body.get("startDate"), "startDate", find),
            .end = timeOf(body.get("endDate"), "endDate", find),
            .comment = json::text(body, "comment").value_or("")};
}

engine::Result Counters::Propose::handle(const Caller& caller, const engine::Call& call) {
    const EventRef event = eventRefOf(call);
    const WriteCall asked(call, true);
    const auto body = json::requireObject(call.json(), "the proposal");
    return results_.answer(caller, asked, service_.counter(caller, event, proposalOf(*body, find_), asked.options()));
}

engine::Result Counters::Accept::handle(const Caller& caller, const engine::Call& call) {
    const EventRef event = eventRefOf(call);
    const WriteCall asked(call, true);
    const auto body = json::requireObject(call.json(), "the body");
    return results_.answer(caller, asked, service_.acceptCounter(caller, event, attendeeOf(*body), asked.options()));
}

engine::Result Counters::Decline::handle(const Caller& caller, const engine::Call& call) {
    const EventRef event = eventRefOf(call);
    WriteCall asked(call, true);
    const auto body = json::requireObject(call.json(), "the body");
    asked.options().comment = json::text(*body, "comment").value_or("");
    return results_.answer(caller, asked, service_.declineCounter(caller, event, attendeeOf(*body), asked.options()));
}

void Counters::addTo(engine::Registry& registry) {
    const auto& errors = calendarErrors();
    registry.add(kModule, "counter", propose_, errors, kWrites);
    registry.add(kModule, "acceptCounter", accept_, errors, kWrites);
    registry.add(kModule, "declineCounter", decline_, errors, kWrites);
}

}  // namespace groupware::calendar::api
