#include "groupware/calendar/occurrences.h"

#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;

Instant instant(std::chrono::sys_seconds time) {
    return Instant(time.time_since_epoch());
}

bool cancelled(const ical::Component& event) {
    const auto* status = event.find("STATUS");
    return status != nullptr && ical::text(event, "STATUS").value_or("") == "CANCELLED";
}

/// One VEVENT, the series or what stands for an instance of it.
class Expander {
public:
    Expander(const ical::Window& window, const ical::Bounds& bounds, ical::Zones& zones, ObjectOccurrences& found)
        : window_(window), bounds_(bounds), zones_(zones), found_(found) {}

    void series(const ical::Component& event, const std::vector<ical::TimeValue>& replaced) {
        auto recurrence = ical::recurrenceOf(event, zones_);
        if (!recurrence) return;
        const bool recurs = !recurrence->rules.empty() || !recurrence->additions.empty();
        recurrence->exceptions.insert(recurrence->exceptions.end(), replaced.begin(), replaced.end());
        if (recurs) {
            found_.recurs = true;
            const auto last = ical::lastEnd(*recurrence, zones_, bounds_.steps);
            if (!last || *last > window_.to) found_.complete = false;
        }
        if (cancelled(event)) return;
        const auto form = recurrence->start.form;
        const auto expansion = ical::expand(*recurrence, window_, zones_, bounds_);
        if (!expansion.complete) found_.complete = false;
        for (const auto& one : expansion.occurrences) {
            add(recurs ? idOf({.form = form, .local = one.local}, one.start) : std::string(), one);
        }
    }

    void changed(const ical::Component& event, const ical::TimeValue& recurrenceId) {
        found_.recurs = true;
        const auto recurrence = ical::recurrenceOf(event, zones_);
        if (!recurrence || cancelled(event)) return;
        const auto id = idOf(recurrenceId, zones_.instantOf(recurrenceId));
        for (const auto& one : ical::expand(*recurrence, window_, zones_, bounds_).occurrences) add(id, one);
    }

private:
    static std::string idOf(const ical::TimeValue& local, std::chrono::sys_seconds start) {
        if (local.form == ical::TimeValue::Form::Date || local.form == ical::TimeValue::Form::Floating) {
            return ical::write(ical::TimeValue{.form = local.form, .local = local.local});
        }
        return ical::write(ical::utc(start));
    }

    void add(std::string id, const ical::Occurrence& one) {
        found_.list.push_back({.id = std::move(id), .from = instant(one.start), .to = instant(one.end)});
    }

    const ical::Window& window_;
    const ical::Bounds& bounds_;
    ical::Zones& zones_;
    ObjectOccurrences& found_;
};

}  // namespace

ObjectOccurrences occurrencesIn(const ical::Component& calendar, const ical::Window& window,
                                const ical::TimeContext& times, const ical::Bounds& bounds) {
    ical::Zones zones(times.find, times.userZone(), &calendar);
    ObjectOccurrences found;
    Expander expander(window, bounds, zones, found);
    std::vector<ical::TimeValue> replaced;
    for (const auto* event : ical::all(calendar, "VEVENT")) {
        if (const auto id = ical::time(*event, "RECURRENCE-ID")) {
            replaced.push_back(*id);
            expander.changed(*event, *id);
        }
    }
    for (const auto* event : ical::all(calendar, "VEVENT")) {
        if (event->find("RECURRENCE-ID") == nullptr) expander.series(*event, replaced);
    }
    std::sort(found.list.begin(), found.list.end(),
              [](const auto& a, const auto& b) { return std::pair(a.from, a.to) < std::pair(b.from, b.to); });
    return found;
}

}  // namespace groupware::calendar
