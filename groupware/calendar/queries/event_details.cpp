#include "groupware/calendar/queries/event_details.h"

#include "groupware/base/error.h"
#include "groupware/calendar/exceptions.h"
#include "groupware/calendar/personal_alarms.h"
#include "groupware/calendar/queries/field_octets.h"
#include "groupware/calendar/recurrence_id.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/store/personal_store.h"
#include "groupware/calendar/stored_text.h"
#include "groupware/calendar/vevent.h"
#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <utility>

namespace groupware::calendar {
namespace {

using formats::ical::Component;
using formats::ical::TimeValue;

/// Objects whose texts are in memory at once; one statement reads them.
constexpr std::size_t kPage = 500;

using EventsOfObjects = std::map<std::int64_t, std::vector<Event*>>;

/// In the form of the start of the series, each once, in order.
std::vector<std::string> idsOf(const std::vector<TimeValue>& times, const Component& series, ical::Zones& zones) {
    const auto start = formats::ical::time(series, "DTSTART");
    std::set<std::string> ids;
    for (const auto& time : times) ids.insert(formats::ical::write(start ? likeStart(time, *start, zones) : time));
    return {ids.begin(), ids.end()};
}

/// Fields of events out of one object, which is parsed once.
class FieldSource {
public:
    FieldSource(const EventView& view, const std::string& text) : view_(view), calendar_(parseStored(text)) {}

    void addTo(Event& event) const {
        const EditContext context{.times = view_.times(), .bounds = view_.bounds()};
        if (event.recurrenceId.empty()) {
            event.fields = eventFields(calendar_, context.times);
            addInstanceIds(event);
        } else {
            event.fields = fieldsOfInstance(event.recurrenceId, context);
        }
    }

private:
    /// The index was made by who wrote the object: where the text has ids of another form than its start (UTC for whole
    /// days), an instance may be of another day for who reads in another zone. What the series says is said then: one
    /// such object must not spoil a list.
    [[nodiscard]] EventFields fieldsOfInstance(const std::string& id, const EditContext& context) const {
        try {
            return instanceFields(calendar_, recurrenceIdOf(calendar_, id, context), context);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::NotFound) throw;
            return eventFields(calendar_, context.times);
        }
    }

    void addInstanceIds(Event& event) const {
        const auto* series = findSeries(calendar_);
        if (series == nullptr || !event.recurs) return;
        ical::Zones zones(view_.times().find, view_.times().userZone(), &calendar_);
        event.changedInstances = idsOf(exceptionsOf(calendar_), *series, zones);
        event.deletedInstances = idsOf(formats::ical::times(*series, "EXDATE"), *series, zones);
    }

    const EventView& view_;
    const Component calendar_;
};

/// What of an answer is in memory.
class AnswerSize {
public:
    explicit AnswerSize(std::size_t most) : most_(most) {}

    void add(const Event& event) {
        octets_ += octetsOf(event);
        if (octets_ <= most_) return;
        throw Error(ErrorCode::TooLarge, "answer beyond calendar.answerBytes",
                    "The details of so many events are too long. Ask for fewer events, or without their descriptions.");
    }

private:
    std::size_t most_;
    std::size_t octets_ = 0;
};

void addOfPage(dbpool::ReadSession& session, const EventView& view, const EventsOfObjects& events,
               std::span<const std::int64_t> page, AnswerSize& size) {
    ObjectReader reader(session);
    for (auto& object : reader.findShort(page)) {
        if (object.text.empty()) {
            auto found = reader.find(object.id);
            if (!found) continue;
            object = std::move(*found);
        }
        const FieldSource source(view, object.text);
        for (auto* event : events.at(object.id.value)) {
            source.addTo(*event);
            size.add(*event);
        }
    }
}

void setPersonal(Event& event, const Personal* own) {
    const bool transparent = own != nullptr && own->transparent.value_or(false);
    const bool opaque = own != nullptr && !own->transparent.value_or(true);
    if (transparent || opaque) event.hints.set(Hint::Transparent, transparent);
    event.hints.set(Hint::Alarms, own != nullptr && !own->alarms.empty());
    if (!event.fields) return;
    event.fields->alarms = own == nullptr ? std::vector<Alarm>{} : personalAlarms(own->alarms);
    if (transparent || opaque) event.fields->transparent = transparent;
}

/// What the caller has of his own of events in calendars that are not his.
void addPersonal(dbpool::ReadSession& session, const Caller& caller, std::vector<Event>& events) {
    std::set<std::int64_t> objects;
    const auto isForeign = [&](const Event& event) { return !event.anonymous && !event.owner.is(caller.user); };
    for (const auto& event : events) {
        if (isForeign(event)) objects.insert(event.object.value);
    }
    if (objects.empty()) return;
    const std::vector<std::int64_t> ids(objects.begin(), objects.end());
    const auto found = PersonalReader(session).find(caller.user, ids);
    for (auto& event : events) {
        if (!isForeign(event)) continue;
        const auto own = found.find(event.object);
        setPersonal(event, own == found.end() ? nullptr : &own->second);
    }
}

}  // namespace

void addFields(dbpool::ReadSession& session, const Caller& caller, const EventView& view, std::size_t most,
               std::vector<Event>& events) {
    EventsOfObjects byObject;
    for (auto& event : events) {
        if (!event.anonymous) byObject[event.object.value].push_back(&event);
    }
    if (byObject.empty()) return;
    std::vector<std::int64_t> ids;
    ids.reserve(byObject.size());
    for (const auto& [id, ofObject] : byObject) ids.push_back(id);
    AnswerSize size(most);
    for (std::span<const std::int64_t> rest = ids; !rest.empty();) {
        const auto page = rest.first(std::min(rest.size(), kPage));
        addOfPage(session, view, byObject, page, size);
        rest = rest.subspan(page.size());
    }
    addPersonal(session, caller, events);
}

void addDetails(dbpool::ReadSession& session, const Caller& caller, const EventView& view, std::size_t most,
                const Details& details, std::vector<Event>& events) {
    if (details.fields) {
        addFields(session, caller, view, most, events);
    } else if (details.personal) {
        addPersonal(session, caller, events);
    }
}

}  // namespace groupware::calendar
