#include "groupware/calendar/personal_alarms.h"

#include "groupware/base/error.h"
#include "groupware/calendar/vevent.h"

#include <utility>

namespace groupware::calendar {

std::string personalAlarmsText(const std::vector<Alarm>& alarms) {
    if (alarms.empty()) return {};
    ical::Component event("VEVENT");
    auto all = alarms;
    for (auto& each : all) each.origin = 0;  // they were read from elsewhere
    putAlarms(event, std::move(all));
    return event.text();
}

std::vector<Alarm> personalAlarms(const std::string& text) {
    if (text.empty()) return {};
    try {
        const auto components =
            formats::lines::parseComponents(text, {.octets = text.size() + 1, .lines = text.size() + 1});
        return components.empty() ? std::vector<Alarm>{} : alarmsOf(components.front());
    } catch (const Error&) {
        return {};
    }
}

}  // namespace groupware::calendar
