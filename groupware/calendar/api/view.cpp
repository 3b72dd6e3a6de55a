#include "groupware/calendar/api/view.h"

#include "groupware/calendar/api/people_wire.h"

namespace groupware::calendar::api {

EventView View::viewOf(const Event& event, const Directory& directory, const ical::TimeContext& times,
                       const Caller& caller, const EventSelection& selection) const {
    return {.event = event,
            .directory = directory,
            .times = times,
            .caller = caller.user,
            .extended = selection.extended()};
}

json::Array::Ptr View::list(const Caller& caller, const EventSelection& selection,
                            std::span<const Event> events) const {
    const auto times = timesOf(caller);
    const auto directory = selection.people() ? directoryOf(database_, caller, events) : Directory();
    std::vector<EventView> views;
    views.reserve(events.size());
    for (const Event& event : events) views.push_back(viewOf(event, directory, times, caller, selection));
    return selection.objects(views);
}

json::Object::Ptr View::object(const Caller& caller, const EventSelection& selection, const Event& event) const {
    const auto times = timesOf(caller);
    const auto directory = selection.people() ? directoryOf(database_, caller, {&event, 1}) : Directory();
    return selection.object(viewOf(event, directory, times, caller, selection));
}

json::Array::Ptr View::conflicts(const Caller& caller, const EventSelection& selection,
                                 std::span<const Conflict> conflicts) const {
    auto list = json::makeArray();
    if (conflicts.empty()) return list;
    std::vector<Event> events;
    std::vector<CalendarUser> busy;
    for (const Conflict& conflict : conflicts) {
        events.push_back(conflict.event);
        busy.insert(busy.end(), conflict.attendees.begin(), conflict.attendees.end());
    }
    const auto times = timesOf(caller);
    const auto directory = directoryOf(database_, caller, events, busy);
    for (const Conflict& conflict : conflicts) {
        auto attendees = json::makeArray();
        for (const auto& attendee : conflict.attendees) attendees->add(conflictingJson(attendee, directory));
        auto object = json::makeObject();
        object->set("hard_conflict", conflict.hard);
        object->set("conflicting_attendees", attendees);
        object->set("event", selection.object(viewOf(conflict.event, directory, times, caller, selection)));
        list->add(object);
    }
    return list;
}

}  // namespace groupware::calendar::api
