#include "groupware/formats/ical/calendar.h"

#include "groupware/base/error.h"
#include "groupware/base/utf8.h"

#include <utility>

namespace groupware::formats::ical {
namespace {

/// RFC 5545 section 3.1.4. Whole calendars are checked at once; the line is looked for only if there is one.
void requireUtf8(const Component& component) {
    for (const auto& property : component.properties()) {
        if (isUtf8(property.source())) continue;
        const auto text = "Line " + std::to_string(property.number()) + " is not UTF-8.";
        throw Error(ErrorCode::BadRequest, "iCalendar: " + text, text);
    }
    for (const auto& inner : component.components()) requireUtf8(inner);
}

Error notOne() {
    return {ErrorCode::BadRequest, "not exactly one VCALENDAR", "The text is not exactly one iCalendar object."};
}

}  // namespace

std::vector<Component> parseCalendars(std::string_view text, const Limits& limits) {
    auto calendars = lines::parseComponents(text, limits);
    for (const auto& calendar : calendars) {
        if (!calendar.is("VCALENDAR")) throw notOne();
        requireUtf8(calendar);
    }
    return calendars;
}

Component parseCalendar(std::string_view text, const Limits& limits) {
    auto calendars = parseCalendars(text, limits);
    if (calendars.size() != 1) throw notOne();
    return std::move(calendars.front());
}

Component makeCalendar(const std::string& productId) {
    Component calendar("VCALENDAR");
    calendar.add({"VERSION", "2.0"});
    calendar.add({"PRODID", productId});
    return calendar;
}

std::vector<const Component*> all(const Component& calendar, std::string_view name) {
    std::vector<const Component*> found;
    for (const auto& component : calendar.components()) {
        if (component.is(name)) found.push_back(&component);
    }
    return found;
}

}  // namespace groupware::formats::ical
