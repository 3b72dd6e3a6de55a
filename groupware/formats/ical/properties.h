#pragma once

#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/duration.h"
#include "groupware/formats/ical/time_value.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Properties of a component by their type: SUMMARY, DESCRIPTION, UID, STATUS, CLASS, X-... are texts; CATEGORIES is a
/// list; PRIORITY, PERCENT-COMPLETE, SEQUENCE are numbers; DTSTART, DUE, COMPLETED, RECURRENCE-ID, DTSTAMP are times.
/// Names compare without case. What cannot be read as its type is nothing. Setters change nothing if the component says
/// so already; nothing (std::nullopt, an empty text or list) removes all properties of that name.
namespace groupware::formats::ical {

[[nodiscard]] std::optional<std::string> text(const Component& component, std::string_view name);
void setText(Component& component, std::string_view name, const std::optional<std::string>& text);

/// Of all properties of that name.
[[nodiscard]] std::vector<std::string> list(const Component& component, std::string_view name);
/// Into the first of them; the others are removed.
void setList(Component& component, std::string_view name, const std::vector<std::string>& values);

[[nodiscard]] std::optional<std::int64_t> number(const Component& component, std::string_view name);
void setNumber(Component& component, std::string_view name, std::optional<std::int64_t> number);

[[nodiscard]] std::optional<TimeValue> time(const Component& component, std::string_view name);
void setTime(Component& component, std::string_view name, const std::optional<TimeValue>& time);
[[nodiscard]] TimeValue utc(std::chrono::sys_seconds instant);

[[nodiscard]] std::optional<Duration> duration(const Component& component, std::string_view name);
void setDuration(Component& component, std::string_view name, const std::optional<Duration>& duration);

/// EXDATE and RDATE without periods: the times of all properties.
[[nodiscard]] std::vector<TimeValue> times(const Component& component, std::string_view name);
/// Adds one time in a property of its own, as most clients do.
void addTime(Component& component, std::string_view name, const TimeValue& time);

/// RELATED-TO. RFC 5545 section 3.8.4.5.
struct RelatedTo {
    std::string uid{};
    std::string type = "PARENT";  ///< or CHILD, SIBLING, ...; capitals
    PropertyId origin = 0;        ///< see people.h

    /// Whatever they were read from.
    [[nodiscard]] friend bool operator==(const RelatedTo& a, const RelatedTo& b) {
        return a.uid == b.uid && a.type == b.type;
    }
};
[[nodiscard]] std::vector<RelatedTo> relatedTo(const Component& component);
void setRelatedTo(Component& component, const std::vector<RelatedTo>& relations);

/// Sets a parameter unless it has that value already, also as its default.
void putParameter(ContentLine& property, std::string_view name, const std::string& value, std::string_view fallback);

}  // namespace groupware::formats::ical
