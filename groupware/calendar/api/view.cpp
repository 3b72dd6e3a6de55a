#include "groupware/calendar/api/view.h"

#include "groupware/calendar/api/people_wire.h"

namespace groupware::calendar::api {

namespace {

/// What all objects of one answer share.
struct Surroundings {
    const Caller& caller;
    const EventSelection& selection;
    const ical::TimeContext& times;
    const Directory& directory;
    const StoredFiles::ByObject& files;

    [[nodiscard]] EventView viewOf(const Event& event) const {
        const auto found = files.find(event.object);
        return {.event = event,
                .directory = directory,
                .times = times,
                .caller = caller.user,
                .extended = selection.extended(),
                .files = found == files.end() ? nullptr : &found->second};
    }
};

}  // namespace

json::Array::Ptr View::list(const Caller& caller, const EventSelection& selection,
                            std::span<const Event> events) const {
    const auto times = timesOf(caller);
    const auto directory = selection.people() ? directoryOf(database_, caller, events) : Directory();
    const auto files = selection.files() ? files_.of(caller, events) : StoredFiles::ByObject();
    const Surroundings all{caller, selection, times, directory, files};
    std::vector<EventView> views;
    views.reserve(events.size());
    for (const Event& event : events) views.push_back(all.viewOf(event));
    return selection.list(views);
}

json::Object::Ptr View::object(const Caller& caller, const EventSelection& selection, const Event& event) const {
    const auto times = timesOf(caller);
    const auto directory = selection.people() ? directoryOf(database_, caller, {&event, 1}) : Directory();
    const auto files = selection.files() ? files_.of(caller, {&event, 1}) : StoredFiles::ByObject();
    return selection.object(Surroundings{caller, selection, times, directory, files}.viewOf(event));
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
    const StoredFiles::ByObject files;
    const Surroundings all{caller, selection, times, directory, files};
    for (const Conflict& conflict : conflicts) {
        auto attendees = json::makeArray();
        for (const auto& attendee : conflict.attendees) attendees->add(conflictingJson(attendee, directory));
        auto object = json::makeObject();
        object->set("hard_conflict", conflict.hard);
        object->set("conflicting_attendees", attendees);
        object->set("event", selection.object(all.viewOf(conflict.event)));
        list->add(object);
    }
    return list;
}

}  // namespace groupware::calendar::api
