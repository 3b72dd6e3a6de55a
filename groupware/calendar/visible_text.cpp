#include "groupware/calendar/visible_text.h"

#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace groupware::calendar {
namespace {

using formats::ical::Component;
using formats::ical::PropertyId;

bool isPrivate(const Component& event) {
    const auto* property = event.find("CLASS");
    if (property == nullptr) return false;
    const auto word = formats::lines::trimmed(property->value());
    return !word.empty() && !formats::lines::equal(word, "PUBLIC");
}

/// What says when it is, and whether the time is taken.
bool isShown(const formats::ical::ContentLine& property) {
    constexpr std::array<std::string_view, 13> kShown{"UID",   "DTSTAMP", "DTSTART",      "DTEND",    "DURATION",
                                                      "RRULE", "RDATE",   "EXDATE",       "SEQUENCE", "RECURRENCE-ID",
                                                      "CLASS", "TRANSP",  "LAST-MODIFIED"};
    return std::any_of(kShown.begin(), kShown.end(), [&](std::string_view name) { return property.is(name); });
}

void hide(Component& event) {
    std::vector<PropertyId> hidden;
    for (const auto& property : event.properties()) {
        if (!isShown(property)) hidden.push_back(property.id());
    }
    for (const auto id : hidden) event.remove(id);
    while (!event.components().empty()) event.removeComponent(event.components().size() - 1);
}

}  // namespace

bool hidePrivate(Component& calendar) {
    bool hidden = false;
    for (auto& component : calendar.components()) {
        if (!component.is("VEVENT") || !isPrivate(component)) continue;
        hide(component);
        hidden = true;
    }
    return hidden;
}

EventFileWriter::EventFileWriter() : file_(formats::ical::makeCalendar("-//Yoke//Calendar//EN")) {}

void EventFileWriter::add(const Component& object) {
    for (const auto& component : object.components()) {
        const bool isZone = component.is("VTIMEZONE");
        const auto name = isZone ? formats::ical::text(component, "TZID").value_or("") : "";
        if (isZone && formats::ical::findTimeZone(file_, name) != nullptr) continue;
        if (isZone || component.is("VEVENT")) file_.add(component);
    }
}

}  // namespace groupware::calendar
