#include "groupware/calendar/api/ask_free_busy.h"

#include "groupware/calendar/api/free_busy_wire.h"
#include "groupware/calendar/api/people_wire.h"
#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/api/wire.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace groupware::calendar::api {
namespace {

/// Who is asked about, as the client names him.
struct Asked {
    json::Object::Ptr attendee;
    std::string uri;
};

std::vector<Asked> askedOf(const json::Value& body) {
    const auto object = json::requireObject(body, "the attendees");
    std::vector<Asked> asked;
    const auto list = json::array(*object, "attendees");
    if (!list) throw Error(ErrorCode::BadRequest, "no attendees", "The body needs a list of attendees.");
    for (const auto& element : *list) {
        auto attendee = json::requireObject(element, "an attendee");
        auto uri = uriOf(*attendee);
        asked.push_back({.attendee = std::move(attendee), .uri = std::move(uri)});
    }
    return asked;
}

json::Object::Ptr periodJson(const BusyPeriod& period) {
    auto object = json::makeObject();
    object->set("startTime", std::int64_t{period.from.time_since_epoch().count()});
    object->set("endTime", std::int64_t{period.to.time_since_epoch().count()});
    object->set("fbType", std::string(nameOf(period.busy)));
    return object;
}

json::Array::Ptr mergedJson(const FreeBusy& known) {
    auto times = json::makeArray();
    for (const auto& period : known.periods) times->add(periodJson(period));
    return times;
}

json::Array::Ptr unknown() {
    auto warnings = json::makeArray();
    warnings->add(errorJson({ErrorCode::NotFound, "no such attendee", "Nothing is known about this attendee."}));
    return warnings;
}

/// What is to be shown of the events of an answer, by attendee and place among his.
using Shown = std::map<CalendarUser, std::vector<json::Value>>;

json::Array::Ptr eventsJson(const FreeBusy& known, const Shown& shown) {
    auto times = json::makeArray();
    const auto& events = shown.at(known.user);
    for (std::size_t i = 0; i < known.events.size(); ++i) {
        auto time = periodJson(known.events[i].period);
        if (known.events[i].event.id.value != 0) time->set("event", events[i]);
        times->add(time);
    }
    return times;
}

/// All at once: who is who in them is looked up once.
Shown showEvents(const View& view, const Caller& caller, const engine::Call& call, const std::vector<FreeBusy>& found) {
    std::vector<Event> events;
    for (const auto& each : found) {
        for (const auto& busy : each.events) events.push_back(busy.event);
    }
    const auto objects = view.list(caller, EventSelection(call), events);
    Shown shown;
    unsigned int next = 0;
    for (const auto& each : found) {
        auto& list = shown[each.user];
        for (std::size_t i = 0; i < each.events.size(); ++i) list.push_back(objects->get(next++));
    }
    return shown;
}

}  // namespace

engine::Result AskFreeBusy::handle(const Caller& caller, const engine::Call& call) {
    FreeBusyQuery query{.from = requireUtc(call, "from"), .to = requireUtc(call, "until")};
    const auto asked = askedOf(call.json());
    std::vector<std::string> uris;
    for (const auto& each : asked) uris.push_back(each.uri);
    const auto users = calendarUsersOf(database_, caller, uris);
    query.users = distinct(users);
    if (const auto mask = call.integer("maskId")) query.mask = EventId{*mask};
    const auto found = service_.of(caller, query);
    const bool merge = call.flag("merge");
    const Shown shown = merge ? Shown() : showEvents(view_, caller, call, found);

    auto data = json::makeArray();
    for (std::size_t i = 0; i < asked.size(); ++i) {
        auto object = json::makeObject();
        object->set("attendee", asked[i].attendee);
        const auto known =
            std::find_if(found.begin(), found.end(), [&](const FreeBusy& each) { return each.user == users[i]; });
        if (known == found.end() || known->known != FreeBusy::Known::Yes) {
            object->set("freeBusyTime", json::makeArray());
            object->set("warnings", unknown());
        } else {
            object->set("freeBusyTime", merge ? mergedJson(*known) : eventsJson(*known, shown));
        }
        data->add(object);
    }
    engine::Result answer;
    answer.data = data;
    return answer;
}

}  // namespace groupware::calendar::api
