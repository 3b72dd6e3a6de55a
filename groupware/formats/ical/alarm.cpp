#include "groupware/formats/ical/alarm.h"

#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"

namespace groupware::formats::ical {

std::optional<Trigger> triggerOf(const Component& alarm) {
    const auto* property = alarm.find("TRIGGER");
    if (property == nullptr) return std::nullopt;
    if (const auto offset = parseDuration(property->value())) {
        const bool fromEnd = lines::equal(property->parameter("RELATED").value_or(""), "END");
        return Trigger{.at = std::nullopt, .offset = *offset, .fromEnd = fromEnd};
    }
    // RFC 5545 wants UTC; what has no Z is meant so, too.
    const auto time = timeOf(*property);
    if (!time) return std::nullopt;
    return Trigger{.at = std::chrono::sys_seconds(time->local.time_since_epoch())};
}

void putTrigger(Component& alarm, const Trigger& trigger) {
    if (triggerOf(alarm) == trigger) return;
    alarm.removeAll("TRIGGER");
    std::vector<lines::Parameter> parameters;
    if (trigger.at) {
        parameters.push_back({"VALUE", {"DATE-TIME"}});
    } else if (trigger.fromEnd) {
        parameters.push_back({"RELATED", {"END"}});
    }
    alarm.add({"TRIGGER", trigger.at ? write(utc(*trigger.at)) : write(trigger.offset), std::move(parameters)});
}

Component makeAlarm(const Trigger& trigger, const std::string& description) {
    Component alarm("VALARM");
    alarm.add({"ACTION", "DISPLAY"});
    setText(alarm, "DESCRIPTION", description);
    putTrigger(alarm, trigger);
    return alarm;
}

std::chrono::sys_seconds ringsAt(const Trigger& trigger, std::chrono::sys_seconds start, std::chrono::sys_seconds end) {
    return trigger.at ? *trigger.at : (trigger.fromEnd ? end : start) + trigger.offset.nominal();
}

}  // namespace groupware::formats::ical
