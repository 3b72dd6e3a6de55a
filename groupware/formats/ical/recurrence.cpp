#include "groupware/formats/ical/recurrence.h"

#include "groupware/base/error.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/text.h"

#include <algorithm>
#include <utility>

namespace groupware::formats::ical {
namespace {

std::optional<TimeValue> timeOf(const lines::Component& component, std::string_view name) {
    const auto* property = component.find(name);
    return property == nullptr ? std::nullopt : ical::timeOf(*property);
}

Length lengthBetween(const TimeValue& start, const TimeValue& end, Zones& zones) {
    if (start.isDate() && end.isDate()) {
        return {.days = std::max(std::chrono::floor<std::chrono::days>(end.local - start.local), std::chrono::days(0))};
    }
    const auto time = zones.instantOf(end) - zones.instantOf(start);
    return {.time = std::max(time, std::chrono::seconds(0))};
}

/// RFC 5545 section 3.6.1: without any end, a date lasts a day and a time no time.
Length lengthOf(const lines::Component& component, const TimeValue& start, Zones& zones) {
    const auto end = timeOf(component, component.is("VTODO") ? "DUE" : "DTEND");
    if (end) return lengthBetween(start, *end, zones);
    const auto* duration = component.find("DURATION");
    const auto length = duration == nullptr ? std::nullopt : parseDuration(duration->value());
    if (length && length->nominal() >= std::chrono::seconds(0)) return *length;
    const bool day = start.isDate() && component.is("VEVENT");
    return {.days = std::chrono::days(day ? 1 : 0)};
}

void addPeriods(const lines::ContentLine& property, Recurrence& into, Zones& zones) {
    const auto zone = property.parameter("TZID").value_or("");
    for (const auto part : lines::split(property.value(), ',')) {
        const auto slash = std::min(part.find('/'), part.size());
        auto start = parseTime(part.substr(0, slash), zone);
        if (!start) continue;
        std::optional<Length> length;
        if (slash < part.size()) {
            const auto rest = part.substr(slash + 1);
            length = parseDuration(rest);
            if (const auto end = parseTime(rest, zone)) length = lengthBetween(*start, *end, zones);
            if (length && length->nominal() < std::chrono::seconds(0)) length.reset();
        }
        into.additions.push_back({*std::move(start), length});
    }
}

void requireRule(const Rule& rule, const TimeValue& start) {
    if (rule.frequency != Rule::Frequency::Hourly || !start.isDate()) return;
    const auto* const text = "A whole day cannot recur every hour.";
    throw Error(ErrorCode::BadRequest, text, text);
}

}  // namespace

std::optional<Recurrence> recurrenceOf(const lines::Component& component, Zones& zones) {
    auto start = timeOf(component, "DTSTART");
    Recurrence recurrence;
    if (start) {
        recurrence.length = lengthOf(component, *start, zones);
    } else if (component.is("VTODO")) {
        start = timeOf(component, "DUE");
    }
    if (!start) return std::nullopt;
    recurrence.start = *std::move(start);
    for (const auto& property : component.properties()) {
        if (property.is("RRULE")) {
            recurrence.rules.push_back(parseRule(property.value()));
            requireRule(recurrence.rules.back(), recurrence.start);
        } else if (property.is("RDATE")) {
            addPeriods(property, recurrence, zones);
        } else if (property.is("EXDATE")) {
            for (auto& time : timesOf(property)) recurrence.exceptions.push_back(std::move(time));
        }
    }
    return recurrence;
}

}  // namespace groupware::formats::ical
