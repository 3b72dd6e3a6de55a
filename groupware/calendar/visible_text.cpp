#include "groupware/calendar/visible_text.h"

#include "groupware/calendar/classification.h"
#include "groupware/calendar/exceptions.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

using formats::ical::Component;
using formats::ical::PropertyId;

/// What says when it is, and whether the time is taken.
bool isShown(const formats::ical::ContentLine& property) {
    constexpr std::array<std::string_view, 14> kShown{"UID",   "DTSTAMP", "DTSTART", "DTEND",        "DURATION",
                                                      "RRULE", "RDATE",   "EXDATE",  "SEQUENCE",     "RECURRENCE-ID",
                                                      "CLASS", "TRANSP",  "STATUS",  "LAST-MODIFIED"};
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
    const auto* series = findSeries(std::as_const(calendar));
    for (auto& component : calendar.components()) {
        if (!component.is("VEVENT") || classOf(component, series) == Class::Public) continue;
        hide(component);
        hidden = true;
    }
    return hidden;
}

}  // namespace groupware::calendar
