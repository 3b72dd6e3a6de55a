#include "groupware/calendar/index_series.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/rule_iterator.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/ical/zone_name.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <utility>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;
namespace lines = formats::lines;
using ical::Component;
using ical::ContentLine;
using ical::TimeValue;
using std::chrono::days;
using std::chrono::local_seconds;
using std::chrono::seconds;

/// A rule that ends after so many instances, as one that ends when the last of them is. Its UNTIL is a local time,
/// which means the same instance whatever becomes of the zone.
/// @param steps  of the whole object: it may have many rules
/// @throws Error BadRequest if there are too many to count
void endAtLast(ical::Rule& rule, const TimeValue& start, ical::Zones& zones, ical::Steps& steps) {
    ical::RuleIterator iterator(
        rule, {.start = start.local, .isDate = start.isDate(), .last = ical::untilOf(rule, start, zones)}, steps);
    auto last = start.local;
    while (const auto time = iterator.next()) last = *time;
    if (steps.exhausted()) {
        throw Error(ErrorCode::BadRequest, "rule with too many instances",
                    "The recurrence rule has more instances than can be counted.");
    }
    rule.count.reset();
    rule.until = TimeValue{.form = start.isDate() ? TimeValue::Form::Date : TimeValue::Form::Floating, .local = last};
}

void addRule(Component& event, const ContentLine& line, const TimeValue& start, ical::Zones& zones,
             ical::Steps& steps) {
    auto rule = ical::parseRule(line.value());
    if (!rule.count) {
        event.add(line);
        return;
    }
    endAtLast(rule, start, zones, steps);
    event.add({"RRULE", ical::write(rule)});
}

void addExceptions(Component& event, const TimeValue& start, const std::vector<TimeValue>& replaced) {
    if (replaced.empty()) return;
    ContentLine line("EXDATE", "");
    ical::putTime(line, start);  // for its parameters
    std::string value;
    for (const auto& id : replaced) value += (value.empty() ? "" : ",") + ical::write(id);
    line.setValue(std::move(value));
    event.add(std::move(line));
}

/// Most instances of a rule in one day.
std::size_t mostInDay(const ical::Rule& rule) {
    const auto some = [](const std::vector<int>& parts) { return std::max<std::size_t>(parts.size(), 1); };
    const bool hourly = rule.frequency == ical::Rule::Frequency::Hourly;
    const std::size_t hours = hourly ? (24 + rule.interval - 1) / std::max<std::size_t>(rule.interval, 1) : 1;
    const auto times = some(rule.minutes) * some(rule.seconds);
    if (hourly) return hours * (rule.positions.empty() ? times : std::min(times, rule.positions.size()));
    const auto daily = some(rule.hours) * times;
    return rule.positions.empty() ? daily : std::min(daily, rule.positions.size());
}

}  // namespace

std::size_t mostWithin(days length, const ical::Recurrence& recurrence) {
    std::size_t most = 1 + recurrence.additions.size();
    for (const auto& rule : recurrence.rules) {
        const auto dense = mostInDay(rule) * static_cast<std::size_t>(length.count() + 1);  // days begin at any hour
        most += rule.count ? std::min<std::size_t>(dense, *rule.count) : dense;
    }
    return most;
}

std::optional<std::string> zoneNamed(std::string_view tzid, const Component& calendar, const TimeContext& times) {
    auto name = ical::zoneName(tzid, [&](std::string_view each) { return times.find(each) != nullptr; });
    if (name) return name;
    const auto* definition = ical::findTimeZone(calendar, tzid);
    if (definition == nullptr) return std::nullopt;
    try {
        auto matched = times.find.match(*definition, ical::firstUse(calendar, tzid));
        return matched.name.empty() ? std::string(lines::trimmed(tzid)) : std::move(matched.name);
    } catch (const Error&) {
        return std::nullopt;
    }
}

Component seriesOf(const Component& calendar, const Component& series, const std::vector<TimeValue>& replaced,
                   const TimeContext& times, const Bounds& bounds) {
    ical::Zones zones(times.find, times.userZone(), &calendar);
    const auto start = *ical::timeOf(*series.find("DTSTART"));
    ical::Steps steps(bounds.steps);
    Component event("VEVENT");
    for (const auto* name : {"DTSTART", "DTEND", "DURATION"}) {
        if (const auto* property = series.find(name)) event.add(*property);
    }
    for (const auto& property : series.properties()) {
        if (property.is("RRULE")) {
            addRule(event, property, start, zones, steps);
        } else if (property.is("RDATE") || property.is("EXDATE")) {
            event.add(property);
        }
    }
    addExceptions(event, start, replaced);
    Component result("VCALENDAR");
    for (const auto& tzid : ical::zonesUsed(event)) {
        const auto* definition = ical::findTimeZone(calendar, tzid);
        const auto known = ical::zoneName(tzid, [&](std::string_view name) { return times.find(name) != nullptr; });
        if (definition != nullptr && !known) result.add(*definition);
    }
    result.add(std::move(event));
    return result;
}

}  // namespace groupware::calendar
