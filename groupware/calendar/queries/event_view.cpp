#include "groupware/calendar/queries/event_view.h"

#include "groupware/base/error.h"
#include "groupware/calendar/exceptions.h"
#include "groupware/calendar/stored_text.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/text.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace groupware::calendar {
namespace {

using formats::ical::Occurrence;
using formats::ical::TimeValue;
using std::chrono::seconds;

/// The years that iCalendar can write, and a little.
constexpr Instant kFirst{std::chrono::sys_days(std::chrono::year(-1) / 1 / 1)};
constexpr Instant kLast{std::chrono::sys_days(std::chrono::year(10'001) / 1 / 1)};

bool overlaps(Instant start, Instant end, const TimeRange& range) {
    if (start >= range.to) return false;
    return start == end ? start >= range.from : end > range.from;
}

formats::ical::Window windowOf(const TimeRange& range) {
    return {.from = std::chrono::floor<seconds>(std::clamp(range.from, kFirst, kLast)),
            .to = std::chrono::ceil<seconds>(std::clamp(range.to, kFirst, kLast))};
}

/// What is kept from those who may only see that the time is taken.
void addTexts(const StoredEvent& stored, Event& event) {
    const auto& index = stored.event;
    event.name = stored.object.name;
    event.uid = stored.object.uid;
    event.role = stored.object.role;
    event.status = index.status;
    event.hints = index.hints;
    event.partStat = index.partStat;
    event.organizer = index.organizer;
    event.attendeeCount = index.attendees;
    event.sequence = index.sequence;
    event.summary = index.summary;
    event.location = index.location;
    event.categories = formats::lines::listOf(index.categories);
    event.color = index.color;
    event.attachmentCount = stored.object.attachments;
    event.newestAttachment = stored.object.newestAttachment;
    event.createdBy = stored.object.createdBy;
    event.createdAt = stored.object.createdAt;
    event.changedBy = stored.object.changedBy;
    event.scheduleTag = stored.object.scheduleTag;
}

std::string recurrenceIdOf(const IndexedEvent& series, std::chrono::local_seconds local) {
    auto form = TimeValue::Form::Zoned;
    if (series.wholeDays) {
        form = TimeValue::Form::Date;
    } else if (!series.floating && series.zone.empty()) {
        form = TimeValue::Form::Utc;
    }
    return formats::ical::write(TimeValue{.form = form, .local = local});
}

}  // namespace

Sight sightOf(const Caller& caller, const CalendarObject& object, Class classification, const folders::Rights& rights) {
    const bool own = object.createdBy == caller.user;
    if (!rights.mayRead(own)) return Sight::Nothing;
    const bool isPublic = classification == Class::Public;
    return isPublic || own || object.owner.is(caller.user) ? Sight::All : Sight::Times;
}

EventView::EventView(const Caller& caller, formats::ical::FindZone find, const Limits& limits)
    : times_{.find = std::move(find), .zone = caller.timeZone},
      bounds_{.occurrences = limits.occurrences, .steps = limits.recurrenceSteps},
      zone_(times_.userZone()) {}

IndexRange EventView::widened(const TimeRange& range) {
    if (range.from >= range.to)
        throw Error(ErrorCode::BadRequest, "empty range of time", "The range of time ends before it begins.");
    return {.from = std::clamp(range.from, kFirst, kLast) - kMostOffset,
            .to = std::clamp(range.to, kFirst, kLast) + kMostOffset};
}

Instant EventView::seen(Instant stored, bool floating) const {
    if (!floating) return stored;
    const auto local = std::chrono::local_seconds(std::chrono::floor<seconds>(stored).time_since_epoch());
    return formats::ical::instantOf(local, *zone_);
}

Event EventView::whole(const StoredEvent& stored, Sight sight) const {
    const auto& index = stored.event;
    Event event{.id = stored.id,
                .object = stored.object.id,
                .folder = stored.object.folder,
                .owner = stored.object.owner,
                .recurrenceId = index.recurrenceId,
                .recurs = index.recurrence.has_value(),
                .exception = !index.recurrenceId.empty(),
                .start = seen(index.start, index.floating),
                .end = seen(index.end, index.floating),
                .wholeDays = index.wholeDays,
                .floating = index.floating,
                .zone = index.zone,
                .busy = index.busy,
                .classification = index.classification,
                .createdSeq = stored.object.createdSeq,
                .seq = stored.object.seq,
                .anonymous = sight != Sight::All};
    if (sight == Sight::All) addTexts(stored, event);
    return event;
}

Event EventView::instance(const StoredEvent& series, Sight sight, const Occurrence& occurrence) const {
    auto event = whole(series, sight);
    event.recurs = false;
    event.recurrenceId = recurrenceIdOf(series.event, occurrence.local);
    if (sight == Sight::All) {
        event.hints.set(Hint::FirstInstance, event.recurrenceId == series.event.firstInstance);
        event.hints.set(Hint::LastInstance, event.recurrenceId == series.event.lastInstance);
    }
    event.start = occurrence.start;
    event.end = occurrence.end;
    return event;
}

Event EventView::instance(const StoredEvent& series, Sight sight, const std::string& recurrenceId) const {
    const auto times = parseStored(*series.event.recurrence);
    const EditContext context{.times = times_, .bounds = bounds_};
    const auto fields = instanceFields(times, calendar::recurrenceIdOf(times, recurrenceId, context), context);
    formats::ical::Zones zones(times_.find, zone_, &times);
    return instance(
        series, sight,
        Occurrence{
            .local = fields.start.local, .start = zones.instantOf(fields.start), .end = zones.instantOf(fields.end)});
}

bool EventView::happensIn(const StoredEvent& stored, const TimeRange& range) const {
    const auto& index = stored.event;
    if (!index.recurrence) return overlaps(seen(index.start, index.floating), seen(index.end, index.floating), range);
    const auto found =
        occurrencesOf(*index.recurrence, windowOf(range), times_, {.occurrences = 1, .steps = bounds_.steps});
    // Whatever cannot be told in so many steps may happen.
    return !found.occurrences.empty() || !found.complete;
}

void EventView::addInRange(const StoredEvent& stored, Sight sight, const TimeRange& range, bool expanded,
                           std::vector<Event>& into) const {
    if (!expanded || !stored.event.recurrence) {
        if (happensIn(stored, range)) into.push_back(whole(stored, sight));
        return;
    }
    const auto found = occurrencesOf(*stored.event.recurrence, windowOf(range), times_, bounds_);
    if (!found.complete) {  // it is listed as itself rather than keep everything else from being seen
        into.push_back(whole(stored, sight));
        return;
    }
    for (const auto& occurrence : found.occurrences) {
        if (overlaps(occurrence.start, occurrence.end, range)) into.push_back(instance(stored, sight, occurrence));
    }
}

void sortByStart(std::vector<Event>& events) {
    const auto keyOf = [](const Event& event) { return std::tie(event.start, event.id, event.recurrenceId); };
    const auto earlier = [&](const Event& a, const Event& b) { return keyOf(a) < keyOf(b); };
    // Events are large, and those of one folder come from the index in this order.
    if (std::is_sorted(events.begin(), events.end(), earlier)) return;
    std::stable_sort(events.begin(), events.end(), earlier);
}

}  // namespace groupware::calendar
