#include "groupware/calendar/index.h"

#include "groupware/base/error.h"
#include "groupware/calendar/classification.h"
#include "groupware/calendar/index_series.h"
#include "groupware/calendar/index_words.h"
#include "groupware/calendar/recurrence_id.h"
#include "groupware/calendar/stored_text.h"
#include "groupware/formats/ical/positions.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <utility>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;
using ical::Component;
using ical::TimeValue;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::size_t kMaxZone = 128;
/// The years that iCalendar can write.
constexpr sys_seconds kLast = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "calendar object: " + why, "The calendar object " + why + ".");
}

std::vector<const Component*> eventsOf(const Component& calendar) {
    std::vector<const Component*> events;
    for (const auto& component : calendar.components()) {
        if (component.is("VEVENT")) {
            events.push_back(&component);
        } else if (component.is("VTODO") || component.is("VJOURNAL") || component.is("VFREEBUSY")) {
            refuse("has other things than events");
        }
    }
    if (events.empty()) refuse("has no event");
    return events;
}

std::string uidOf(const std::vector<const Component*>& events) {
    auto uid = ical::text(*events.front(), "UID").value_or("");
    if (uid.empty()) refuse("has no UID");
    if (cutTo(kMaxUid, uid) != uid) refuse("has a UID that is too long");
    for (const auto* event : events) {
        if (ical::text(*event, "UID") != uid) refuse("has several UIDs");
    }
    return uid;
}

/// The VEVENT without RECURRENCE-ID. @return null if there is none
const Component* seriesIn(const std::vector<const Component*>& events) {
    const Component* found = nullptr;
    for (const auto* event : events) {
        if (event->find("RECURRENCE-ID") != nullptr) continue;
        if (found != nullptr) refuse("says twice what the event is");
        found = event;
    }
    return found;
}

/// Views of a month show six weeks. What happens so often that not even those can be listed would spoil the view
/// of everybody who is invited.
constexpr std::chrono::days kListed{42};

/// One object on its way into the index.
class Indexer {
public:
    Indexer(const Component& calendar, const std::set<std::string>& addresses, const TimeContext& times,
            const Bounds& bounds)
        : calendar_(calendar),
          addresses_(addresses),
          times_(times),
          bounds_(bounds),
          asIfUtc_(times.find, std::make_shared<const formats::tzif::TimeZone>(), &calendar),
          whereTheWriterIs_(times.find, times.userZone(), &calendar) {}

    IndexedObject index() {
        const auto events = eventsOf(calendar_);
        IndexedObject object{.uid = uidOf(events), .role = roleIn(events, addresses_)};
        const auto* series = seriesIn(events);
        if (series != nullptr) object.events.push_back(single(*series));
        const auto replaced = addInstances(events, series, object.events);
        if (series != nullptr) addRecurrence(*series, replaced, object.events);
        return object;
    }

private:
    /// An event as if it did not recur.
    IndexedEvent single(const Component& event) {
        const auto found = ical::recurrenceOf(event, asIfUtc_);
        if (!found) refuse("has an event without a start");
        IndexedEvent result;
        const auto& start = found->start;
        result.start = asIfUtc_.instantOf(start);
        result.end = endOf(*found);
        result.rangeFrom = result.start;
        result.rangeTo = result.end;
        result.lasting = result.end - result.start > kMostShort;
        result.wholeDays = start.isDate();
        result.floating = result.wholeDays || start.form == TimeValue::Form::Floating;
        if (start.form == TimeValue::Form::Zoned) {
            const auto name = zoneNamed(start.zone, calendar_, times_);
            result.floating = !name;
            result.zone = cutTo(kMaxZone, name.value_or(""));
        }
        indexWords(event, addresses_, result);
        return result;
    }

    Instant endOf(const ical::Recurrence& event) {
        const auto start = asIfUtc_.instantOf(event.start);
        auto end = start;
        if (event.length.days != std::chrono::days(0))
            end = ical::instantOf(event.start.local + event.length.days, asIfUtc_.of(event.start));
        return std::clamp(end + event.length.time, start, std::max(start, kLast));
    }

    /// @return their RECURRENCE-IDs
    std::vector<TimeValue> addInstances(const std::vector<const Component*>& events, const Component* series,
                                        std::vector<IndexedEvent>& into) {
        std::vector<TimeValue> ids;
        for (const auto* event : events) {
            if (event == series) continue;
            ids.push_back(instanceId(*event, series));
            into.push_back(single(*event));
            into.back().recurrenceId = ical::write(ids.back());
            into.back().classification = classOf(*event, series);
            if (into.size() > bounds_.occurrences) refuse("has too many changed instances");
        }
        const auto first = into.begin() + (series == nullptr ? 0 : 1);
        std::sort(first, into.end(), [](const auto& a, const auto& b) { return a.recurrenceId < b.recurrenceId; });
        const auto twice = std::adjacent_find(
            first, into.end(), [](const auto& a, const auto& b) { return a.recurrenceId == b.recurrenceId; });
        if (twice != into.end()) refuse("has an instance twice");
        return ids;
    }

    TimeValue instanceId(const Component& event, const Component* series) {
        const auto& property = *event.find("RECURRENCE-ID");
        if (formats::lines::equal(property.parameter("RANGE").value_or(""), "THISANDFUTURE"))
            refuse("changes an instance and all that follow, which has to be a series of its own");
        const auto id = ical::timeOf(property);
        if (!id) refuse("has an instance of no time");
        const auto start = series == nullptr ? std::nullopt : ical::time(*series, "DTSTART");
        return start ? likeStart(*id, *start, whereTheWriterIs_) : *id;
    }

    void addRecurrence(const Component& series, const std::vector<TimeValue>& replaced,
                       std::vector<IndexedEvent>& events) {
        if (series.find("EXRULE") != nullptr) refuse("has an EXRULE, which iCalendar has no more");
        auto& into = events.front();
        const auto whole = ical::recurrenceOf(series, asIfUtc_);
        const bool recurs =
            !whole->rules.empty() || !whole->additions.empty() || !whole->exceptions.empty() || !replaced.empty();
        if (!recurs) return;
        if (mostWithin(kListed, *whole) > bounds_.occurrences) refuse("happens too often");
        const auto calendar = seriesOf(calendar_, series, replaced, times_, bounds_);
        const auto recurrence = ical::recurrenceOf(calendar.components().back(), asIfUtc_);
        into.recurrence = calendar.text();
        into.lasting = true;
        for (const auto& addition : recurrence->additions)
            into.rangeFrom = std::min<Instant>(into.rangeFrom, asIfUtc_.instantOf(addition.start));
        const auto end = ical::lastEnd(*recurrence, asIfUtc_, bounds_.steps);
        into.rangeTo = end ? Instant(*end) : kForever;
        addEnds(*recurrence, end, events);
    }

    /// What is first and last in the series, whether it was changed or not.
    void addEnds(const ical::Recurrence& unchanged, const std::optional<sys_seconds>& end,
                 std::vector<IndexedEvent>& events) {
        auto& series = events.front();
        const auto write = [&](const ical::Occurrence& occurrence) {
            return ical::write(TimeValue{.form = unchanged.start.form, .local = occurrence.local});
        };
        if (const auto first = firstOf(unchanged, std::chrono::floor<seconds>(series.rangeFrom), end))
            series.firstInstance = write(*first);
        if (const auto last = end ? lastOf(unchanged, *end) : std::nullopt) series.lastInstance = write(*last);
        for (std::size_t at = 1; at < events.size(); ++at) {
            const auto& id = events[at].recurrenceId;
            if (series.firstInstance.empty() || id < series.firstInstance) series.firstInstance = id;
            if (end && id > series.lastInstance) series.lastInstance = id;
        }
        for (std::size_t at = 1; at < events.size(); ++at) {
            events[at].hints.set(Hint::FirstInstance, events[at].recurrenceId == series.firstInstance);
            events[at].hints.set(Hint::LastInstance, events[at].recurrenceId == series.lastInstance);
        }
    }

    /// Mostly the start itself; further on only if the first ones were deleted.
    std::optional<ical::Occurrence> firstOf(const ical::Recurrence& series, sys_seconds from,
                                            const std::optional<sys_seconds>& end) {
        constexpr int kWider = 8;
        for (seconds width = std::chrono::days(1);; width *= kWider) {
            const auto found = ical::expand(series, {.from = from, .to = from + width}, asIfUtc_, bounds_).occurrences;
            if (!found.empty()) return found.front();
            if (from + width > end.value_or(kLast) || from + width > kLast) return std::nullopt;
        }
    }

    /// @param end  of it
    std::optional<ical::Occurrence> lastOf(const ical::Recurrence& series, sys_seconds end) {
        constexpr seconds kAround(1);
        std::optional<ical::Occurrence> last;
        for (const auto& each :
             ical::expand(series, {.from = end - kAround, .to = end + kAround}, asIfUtc_, bounds_).occurrences) {
            if (each.end == end) last = each;
        }
        return last;
    }

    const Component& calendar_;
    const std::set<std::string>& addresses_;
    const TimeContext& times_;
    const Bounds& bounds_;
    ical::Zones asIfUtc_;           ///< floating times as the index has them
    ical::Zones whereTheWriterIs_;  ///< and as they were meant
};

}  // namespace

IndexedObject indexObject(const Component& calendar, const std::set<std::string>& addresses, const TimeContext& times,
                          const Bounds& bounds) {
    return Indexer(calendar, addresses, times, bounds).index();
}

ical::Expansion occurrencesOf(const std::string& recurrence, const ical::Window& window, const TimeContext& times,
                              const Bounds& bounds) {
    const auto calendar = parseStored(recurrence);
    ical::Zones zones(times.find, times.userZone(), &calendar);
    return ical::expand(*ical::recurrenceOf(calendar.components().back(), zones), window, zones, bounds);
}

std::optional<int> positionOf(const std::string& recurrence, std::string_view recurrenceId, const TimeContext& times,
                              std::size_t steps) {
    const auto instance = ical::parseTime(recurrenceId);
    if (!instance) return std::nullopt;
    const auto calendar = parseStored(recurrence);
    ical::Zones zones(times.find, times.userZone(), &calendar);
    return ical::positionOf(*ical::recurrenceOf(calendar.components().back(), zones), instance->local, zones, steps);
}

}  // namespace groupware::calendar
