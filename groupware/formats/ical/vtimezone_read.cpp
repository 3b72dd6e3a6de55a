#include "groupware/base/error.h"
#include "groupware/formats/ical/rule_iterator.h"
#include "groupware/formats/ical/utc_offset.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/text.h"

#include <algorithm>
#include <utility>

namespace groupware::formats::ical {
namespace {

using std::chrono::local_seconds;
using std::chrono::seconds;
using std::chrono::sys_seconds;
using Transition = tzif::TimeZone::Transition;

constexpr local_seconds kFirst = std::chrono::local_days(std::chrono::year(1970) / 1 / 1);
constexpr local_seconds kLast = std::chrono::local_days(std::chrono::year(2100) / 1 / 1);
constexpr std::size_t kMaxTransitions = 2000;
constexpr std::size_t kMaxSteps = 400'000;

[[noreturn]] void refuse(const std::string& what) {
    throw Error(ErrorCode::BadRequest, "VTIMEZONE: " + what, "A time zone of the calendar has " + what + ".");
}

/// One observance: STANDARD or DAYLIGHT.
struct Observance {
    seconds from;                       ///< offset before
    seconds to;                         ///< offset after
    std::vector<local_seconds> onsets;  ///< in the time before
};

seconds offsetOf(const lines::Component& observance, std::string_view name) {
    const auto* property = observance.find(name);
    const auto offset = property == nullptr ? std::nullopt : parseOffset(property->value());
    if (!offset) refuse("no " + std::string(name));
    return *offset;
}

/// UNTIL of an observance is in UTC. RFC 5545 section 3.6.5.
local_seconds untilOf(const Rule& rule, seconds from) {
    if (!rule.until) return kLast;
    const bool utc = rule.until->form == TimeValue::Form::Utc;
    return std::min(kLast, rule.until->local + (utc ? from : seconds(0)));
}

Observance observanceOf(const lines::Component& component, Steps& steps) {
    Observance result{
        .from = offsetOf(component, "TZOFFSETFROM"), .to = offsetOf(component, "TZOFFSETTO"), .onsets = {}};
    const auto* property = component.find("DTSTART");
    const auto start = property == nullptr ? std::nullopt : timeOf(*property);
    if (!start) refuse("no DTSTART");
    result.onsets.push_back(start->local);
    for (const auto& each : component.properties()) {
        if (each.is("RDATE")) {
            for (const auto& time : timesOf(each)) result.onsets.push_back(time.local);
        }
        if (!each.is("RRULE")) continue;
        const auto rule = parseRule(each.value());
        RuleIterator iterator(rule, {.start = start->local, .isDate = false, .last = untilOf(rule, result.from)},
                              steps);
        iterator.skipTo(kFirst);
        while (const auto time = iterator.next()) {
            if (result.onsets.size() > kMaxTransitions)
                throw Error(ErrorCode::TooLarge, "VTIMEZONE with too many onsets");
            result.onsets.push_back(*time);
        }
    }
    return result;
}

}  // namespace

tzif::TimeZone timeZoneOf(const lines::Component& definition) {
    struct Change {
        sys_seconds at;
        seconds from;
        seconds to;
    };
    std::vector<Change> changes;
    Steps steps(kMaxSteps);
    for (const auto& component : definition.components()) {
        if (!component.is("STANDARD") && !component.is("DAYLIGHT")) continue;
        const auto observance = observanceOf(component, steps);
        for (const auto onset : observance.onsets) {
            changes.push_back(
                {sys_seconds(onset.time_since_epoch()) - observance.from, observance.from, observance.to});
        }
    }
    if (changes.empty()) refuse("neither standard nor daylight time");
    if (changes.size() > kMaxTransitions) throw Error(ErrorCode::TooLarge, "VTIMEZONE with too many onsets");
    std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.at < b.at; });
    std::vector<Transition> transitions;
    for (const auto& change : changes) {
        const bool again = !transitions.empty() && transitions.back().at == change.at;
        if (again) transitions.pop_back();
        transitions.push_back({.at = change.at, .offset = change.to});
    }
    return {changes.front().from, std::move(transitions), std::nullopt};
}

const lines::Component* findTimeZone(const lines::Component& calendar, std::string_view tzid) {
    for (const auto& component : calendar.components()) {
        if (!component.is("VTIMEZONE")) continue;
        const auto* property = component.find("TZID");
        if (property == nullptr) continue;
        // A text there, and as such escaped, is none in parameters: "Amsterdam\, Berlin" is TZID="Amsterdam, Berlin".
        const auto defined = lines::trimmed(property->value());
        if (defined == lines::trimmed(tzid) || lines::unescapeText(defined) == lines::trimmed(tzid)) return &component;
    }
    return nullptr;
}

std::chrono::year firstUse(const lines::Component& calendar, std::string_view tzid) {
    auto first = local_seconds::max();
    const auto look = [&](const lines::Component& component, const auto& self) -> void {
        for (const auto& property : component.properties()) {
            const auto name = property.parameter("TZID");
            if (!name || lines::trimmed(*name) != lines::trimmed(tzid)) continue;
            for (const auto& time : timesOf(property)) first = std::min(first, time.local);
        }
        for (const auto& each : component.components()) {
            if (!each.is("VTIMEZONE")) self(each, self);
        }
    };
    look(calendar, look);
    if (first == local_seconds::max()) return std::chrono::year(1970);
    const auto within = std::clamp(first, kFirst, kLast - std::chrono::days(1));
    return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(within)).year();
}

std::vector<std::string> zonesUsed(const lines::Component& calendar) {
    std::vector<std::string> names;
    for (const auto& property : calendar.properties()) {
        const auto name = property.parameter("TZID");
        if (name && std::find(names.begin(), names.end(), *name) == names.end()) names.emplace_back(*name);
    }
    for (const auto& component : calendar.components()) {
        if (component.is("VTIMEZONE")) continue;
        for (auto& name : zonesUsed(component)) {
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
        }
    }
    return names;
}

}  // namespace groupware::formats::ical
