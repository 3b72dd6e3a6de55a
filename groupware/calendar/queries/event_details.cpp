#include "groupware/calendar/queries/event_details.h"

#include "groupware/base/error.h"
#include "groupware/calendar/exceptions.h"
#include "groupware/calendar/personal_alarms.h"
#include "groupware/calendar/recurrence_id.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/store/personal_store.h"
#include "groupware/calendar/vevent.h"
#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace groupware::calendar {
namespace {

using formats::ical::Component;
using formats::ical::TimeValue;

Component parsed(const std::string& text) {
    return formats::ical::parseCalendar(text, {.octets = text.size() + 1, .lines = text.size() + 1});
}

/// In the form of the start of the series, each once, in order.
std::vector<std::string> idsOf(const std::vector<TimeValue>& times, const Component& series, ical::Zones& zones) {
    const auto start = formats::ical::time(series, "DTSTART");
    std::set<std::string> ids;
    for (const auto& time : times) ids.insert(formats::ical::write(start ? likeStart(time, *start, zones) : time));
    return {ids.begin(), ids.end()};
}

/// Fields of events out of their objects, each parsed once.
class FieldSource {
public:
    FieldSource(const EventView& view, std::vector<CalendarObject> objects) : view_(view) {
        for (auto& object : objects) texts_.emplace(object.id, std::move(object.text));
    }

    void addTo(Event& event) {
        const auto text = texts_.find(event.object);
        if (text == texts_.end()) return;
        const auto& calendar = calendarOf(event.object, text->second);
        const EditContext context{.times = view_.times(), .bounds = view_.bounds()};
        if (event.recurrenceId.empty()) {
            event.fields = eventFields(calendar, context.times);
            addInstanceIds(calendar, event);
        } else {
            event.fields = fieldsOfInstance(calendar, event.recurrenceId, context);
        }
    }

private:
    /// The index was made by who wrote the object: where the text has ids of another form than its start (UTC for whole
    /// days), an instance may be of another day for who reads in another zone. What the series says is said then: one
    /// such object must not spoil a list.
    static EventFields fieldsOfInstance(const Component& calendar, const std::string& id, const EditContext& context) {
        try {
            return instanceFields(calendar, recurrenceIdOf(calendar, id, context), context);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::NotFound) throw;
            return eventFields(calendar, context.times);
        }
    }

    const Component& calendarOf(EventId object, const std::string& text) {
        const auto known = calendars_.find(object);
        return known != calendars_.end() ? known->second : calendars_.emplace(object, parsed(text)).first->second;
    }

    void addInstanceIds(const Component& calendar, Event& event) const {
        const auto* series = findSeries(calendar);
        if (series == nullptr || !event.recurs) return;
        ical::Zones zones(view_.times().find, view_.times().userZone(), &calendar);
        event.changedInstances = idsOf(exceptionsOf(calendar), *series, zones);
        event.deletedInstances = idsOf(formats::ical::times(*series, "EXDATE"), *series, zones);
    }

    const EventView& view_;
    std::map<EventId, std::string> texts_;
    std::map<EventId, Component> calendars_;
};

void addPersonal(dbpool::ReadSession& session, const Caller& caller, std::vector<Event>& events) {
    std::set<std::int64_t> objects;
    const auto isForeign = [&](const Event& event) { return event.fields && !event.owner.is(caller.user); };
    for (const auto& event : events) {
        if (isForeign(event)) objects.insert(event.object.value);
    }
    if (objects.empty()) return;
    const std::vector<std::int64_t> ids(objects.begin(), objects.end());
    const auto found = PersonalReader(session).find(caller.user, ids);
    for (auto& event : events) {
        if (!isForeign(event)) continue;
        const auto own = found.find(event.object);
        event.fields->alarms = own == found.end() ? std::vector<Alarm>{} : personalAlarms(own->second.alarms);
        if (own != found.end() && own->second.transparent) event.fields->transparent = *own->second.transparent;
    }
}

}  // namespace

void addFields(dbpool::ReadSession& session, const Caller& caller, const EventView& view, std::vector<Event>& events) {
    std::set<std::int64_t> objects;
    for (const auto& event : events) {
        if (!event.anonymous) objects.insert(event.object.value);
    }
    if (objects.empty()) return;
    const std::vector<std::int64_t> ids(objects.begin(), objects.end());
    FieldSource source(view, ObjectReader(session).findAll(ids));
    for (auto& event : events) {
        if (!event.anonymous) source.addTo(event);
    }
    addPersonal(session, caller, events);
}

}  // namespace groupware::calendar
