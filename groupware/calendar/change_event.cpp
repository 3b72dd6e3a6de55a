#include "groupware/base/error.h"
#include "groupware/calendar/exceptions.h"
#include "groupware/calendar/recurrence_id.h"
#include "groupware/calendar/series.h"
#include "groupware/calendar/vevent.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/vtimezone.h"

#include <algorithm>
#include <set>
#include <utility>

namespace groupware::calendar {
namespace {

using ical::Component;
using ical::TimeValue;
using std::chrono::days;
using std::chrono::local_seconds;
using std::chrono::seconds;

seconds timeOfDay(const TimeValue& time) {
    return time.local - std::chrono::floor<days>(time.local);
}

/// Where the ids of a series' instances go when the series changes.
class IdMap {
public:
    IdMap(const EventFields& before, const EventFields& after, std::vector<TimeValue> ids, ical::Zones& zones)
        : before_(before), after_(after), ids_(std::move(ids)), zones_(zones) {
        for (auto& id : ids_) id = likeStart(id, before.start, zones_);
    }

    /// Instances stay on their days, at the new time of day, if the series still has any of them there; otherwise they
    /// move by as much as the start does.
    void fit(const ical::Recurrence& series, const ical::Bounds& bounds) {
        shift_ = timeOfDay(after_.start) - timeOfDay(before_.start);
        instances_ = instancesOf(series, bounds);
        const auto whole = after_.start.local - before_.start.local;
        if (!instances_.empty() || whole == shift_) return;
        shift_ = whole;
        instances_ = instancesOf(series, bounds);
    }

    /// Nothing for what is no instance any more.
    [[nodiscard]] std::optional<TimeValue> operator()(const TimeValue& id) const {
        const auto moved = inFormOf(after_.start, likeStart(id, before_.start, zones_).local + shift_);
        return instances_.contains(moved.local) ? std::optional(moved) : std::nullopt;
    }

private:
    /// Of the ids, moved by shift_.
    [[nodiscard]] std::set<local_seconds> instancesOf(const ical::Recurrence& series,
                                                      const ical::Bounds& bounds) const {
        std::set<local_seconds> wanted;
        for (const auto& id : ids_) wanted.insert(inFormOf(after_.start, id.local + shift_).local);
        if (wanted.empty()) return wanted;
        const auto at = [&](local_seconds local) { return zones_.instantOf(inFormOf(after_.start, local)); };
        const ical::Window window{.from = at(*wanted.begin()), .to = at(*wanted.rbegin()) + seconds(1)};
        std::set<local_seconds> found;
        for (const auto& each : ical::expand(series, window, zones_, bounds).occurrences) {
            if (wanted.contains(each.local)) found.insert(each.local);
        }
        return found;
    }

    const EventFields& before_;
    const EventFields& after_;
    std::vector<TimeValue> ids_;
    ical::Zones& zones_;
    seconds shift_{0};
    std::set<local_seconds> instances_;
};

bool sameTimes(const EventFields& a, const EventFields& b) {
    return a.start == b.start && a.end == b.end && a.rule == b.rule && a.additions == b.additions;
}

/// One change of a series, and what it means for the other VEVENTs.
class SeriesChange {
public:
    SeriesChange(Component& calendar, const EventFields& wanted, const EditContext& context)
        : calendar_(calendar),
          context_(context),
          zones_(zonesOf(calendar, context.times)),
          before_(fieldsOf(series(), zones_)),
          after_(wanted) {
        after_.lastModified = before_.lastModified;  // is stamped
    }

    bool apply() {
        if (before_ == after_) return false;
        if (!after_.recurs()) after_.exceptions.clear();
        const bool moved = !sameTimes(before_, after_);
        const bool exdatesFollow = moved && before_.recurs() && before_.exceptions == after_.exceptions;
        putFields(series(), exdatesFollow ? withoutExceptions() : after_, zones_);
        if (!after_.recurs()) {
            removeExceptions(calendar_, [](const TimeValue& /*id*/) { return true; });
        } else if (before_.recurs()) {
            followAll(moved, exdatesFollow);
        }
        stamp(series(), context_.now);
        return true;
    }

private:
    [[nodiscard]] Component& series() const { return *findSeries(calendar_); }

    [[nodiscard]] EventFields withoutExceptions() const {
        auto fields = after_;
        fields.exceptions.clear();
        return fields;
    }

    void followAll(bool moved, bool exdatesFollow) {
        auto ids = exceptionsOf(calendar_);
        if (exdatesFollow) ids.insert(ids.end(), before_.exceptions.begin(), before_.exceptions.end());
        IdMap map(before_, after_, std::move(ids), zones_);
        if (moved) {
            auto recurrence = ical::recurrenceOf(series(), zones_);
            if (!recurrence) return;
            recurrence->exceptions.clear();
            map.fit(*recurrence, context_.bounds);
            removeExceptions(calendar_, [&](const TimeValue& id) { return !map(id); });
        }
        if (exdatesFollow) {
            after_.exceptions.clear();
            for (const auto& each : before_.exceptions) {
                if (auto id = map(each)) after_.exceptions.push_back(exceptionDate(each, *std::move(id)));
            }
            putFields(series(), after_, zones_);
        }
        for (const auto index : exceptionIndices(calendar_)) {
            followOne(calendar_.components()[index], moved ? &map : nullptr);
        }
    }

    /// What was a date stays one, and takes all of its day.
    [[nodiscard]] static TimeValue exceptionDate(const TimeValue& before, TimeValue id) {
        if (!before.isDate() || id.isDate()) return id;
        return {.form = TimeValue::Form::Date, .local = std::chrono::floor<days>(id.local)};
    }

    void followOne(Component& event, const IdMap* map) {
        const auto have = fieldsOf(event, zones_);
        auto fields = have;
        follow(fields, before_, after_);
        if (map != nullptr) followTimes(fields, *map);
        if (fields == have) return;
        putFields(event, fields, zones_);
        stamp(event, context_.now);
    }

    /// An instance that was moved itself stays where it is.
    void followTimes(EventFields& fields, const IdMap& map) {
        const auto id = likeStart(*fields.recurrenceId, before_.start, zones_);
        fields.recurrenceId = map(id);
        if (!sameInstance(fields.start, id, zones_) || fields.start.isDate() != before_.start.isDate()) return;
        const auto length = lengthOf(fields);
        fields.start = *fields.recurrenceId;
        setLength(fields, length == lengthOf(before_) ? lengthOf(after_) : length);
    }

    /// By the clock; where start and end are in different zones, exact.
    [[nodiscard]] seconds lengthOf(const EventFields& fields) {
        const bool clock = fields.start.form == fields.end.form && fields.start.zone == fields.end.zone;
        return clock ? fields.end.local - fields.start.local
                     : zones_.instantOf(fields.end) - zones_.instantOf(fields.start);
    }

    void setLength(EventFields& fields, seconds length) {
        const auto& end = after_.end;
        if (end.form == after_.start.form && end.zone == after_.start.zone) {
            fields.end = inFormOf(fields.start, fields.start.local + length);
            return;
        }
        const auto at = zones_.instantOf(fields.start) + length;
        fields.end = inFormOf(end, ical::localOf(at, zones_.of(end)));
    }

    Component& calendar_;
    const EditContext& context_;
    ical::Zones zones_;
    EventFields before_;
    EventFields after_;
};

}  // namespace

bool changeEvent(Component& calendar, const EventFields& wanted, const EditContext& context) {
    if (findSeries(calendar) == nullptr) {
        auto fields = wanted;
        if (!fields.recurrenceId) fields.recurrenceId = eventFields(calendar, context.times).recurrenceId;
        return changeInstance(calendar, fields, context);
    }
    const auto used = ical::zonesUsed(calendar);
    const bool changed = SeriesChange(calendar, wanted, context).apply();
    if (changed) settleTimeZones(calendar, used, context.times);
    return changed;
}

}  // namespace groupware::calendar
