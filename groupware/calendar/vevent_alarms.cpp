#include "groupware/calendar/vevent.h"
#include "groupware/calendar/vevent_words.h"
#include "groupware/formats/ical/alarm.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <utility>

namespace groupware::calendar {
namespace {

namespace lines = formats::lines;
using ical::Component;
using std::chrono::sys_seconds;

std::string textOf(const Component& alarm, std::string_view name) {
    return ical::text(alarm, name).value_or("");
}

/// RFC 9074 section 6.1; clients that had the idea before say it in words of their own.
std::optional<Instant> acknowledgedOf(const Component& alarm) {
    auto time = ical::time(alarm, "ACKNOWLEDGED");
    if (!time) time = ical::time(alarm, "X-MOZ-LASTACK");
    if (!time) return std::nullopt;
    return sys_seconds(time->local.time_since_epoch());
}

/// RFC 9074 section 7.1.
constexpr std::string_view kSnooze = "SNOOZE";

std::string snoozedBy(const Component& alarm) {
    for (const auto& relation : ical::relatedTo(alarm)) {
        if (relation.type == kSnooze) return relation.uid;
    }
    return {};
}

Alarm alarmOf(const Component& alarm, std::size_t place) {
    const auto* trigger = alarm.find("TRIGGER");
    Alarm result{.uid = textOf(alarm, "UID"),
                 .action = lines::upper(textOf(alarm, "ACTION")),
                 .summary = textOf(alarm, "SUMMARY"),
                 .description = textOf(alarm, "DESCRIPTION"),
                 .attendees = ical::attendees(alarm),
                 .acknowledged = acknowledgedOf(alarm),
                 .relatedTo = snoozedBy(alarm),
                 .origin = place};
    if (result.uid.empty()) result.uid = textOf(alarm, "X-WR-ALARMUID");
    if (trigger == nullptr) return result;
    result.trigger = trigger->value();
    result.fromEnd = lines::equal(trigger->parameter("RELATED").value_or(""), "END");
    return result;
}

void putSnoozed(Component& component, const std::string& uid) {
    auto relations = ical::relatedTo(component);
    std::erase_if(relations, [](const ical::RelatedTo& each) { return each.type == kSnooze; });
    if (!uid.empty()) relations.push_back({.uid = uid, .type = std::string(kSnooze)});
    ical::setRelatedTo(component, relations);
}

void putAlarm(Component& component, const Alarm& have, const Alarm& wanted) {
    const auto put = [&](const char* name, const std::string& before, const std::string& after) {
        if (before != after) ical::setText(component, name, after);
    };
    put("UID", have.uid, wanted.uid);
    put("ACTION", have.action, wanted.action);
    put("SUMMARY", have.summary, wanted.summary);
    put("DESCRIPTION", have.description, wanted.description);
    if (have.trigger != wanted.trigger || have.fromEnd != wanted.fromEnd) {
        if (const auto trigger = triggerOf(wanted)) ical::putTrigger(component, *trigger);
    }
    auto attendees = wanted.attendees;
    adopt(attendees, have.attendees, [](const auto& a, const auto& b) { return lines::equal(a.uri, b.uri); });
    ical::setAttendees(component, attendees);
    if (have.relatedTo != wanted.relatedTo) putSnoozed(component, wanted.relatedTo);
    if (have.acknowledged == wanted.acknowledged) return;
    component.removeAll("X-MOZ-LASTACK");
    std::optional<ical::TimeValue> acknowledged;
    if (wanted.acknowledged) acknowledged = ical::utc(std::chrono::floor<std::chrono::seconds>(*wanted.acknowledged));
    ical::setTime(component, "ACKNOWLEDGED", acknowledged);
}

/// RFC 5545 section 3.6.6: what shows something must have something to show.
Component newAlarm(Alarm wanted) {
    if (wanted.action == "DISPLAY" && wanted.description.empty()) wanted.description = "Reminder";
    Component component("VALARM");
    putAlarm(component, Alarm{.action = {}}, wanted);
    return component;
}

}  // namespace

std::optional<ical::Trigger> triggerOf(const Alarm& alarm) {
    if (const auto offset = ical::parseDuration(alarm.trigger))
        return ical::Trigger{.offset = *offset, .fromEnd = alarm.fromEnd};
    const auto at = ical::parseTime(alarm.trigger);
    if (!at || at->isDate()) return std::nullopt;
    return ical::Trigger{.at = sys_seconds(at->local.time_since_epoch())};
}

std::vector<Alarm> alarmsOf(const Component& component) {
    std::vector<Alarm> alarms;
    for (const auto* alarm : ical::all(component, "VALARM")) alarms.push_back(alarmOf(*alarm, alarms.size() + 1));
    return alarms;
}

void putAlarms(Component& component, std::vector<Alarm> wanted) {
    const auto have = alarmsOf(component);
    adopt(wanted, have, [](const Alarm& a, const Alarm& b) { return a == b || (!a.uid.empty() && a.uid == b.uid); });
    std::size_t place = have.size();
    for (std::size_t index = component.components().size(); index-- > 0;) {
        if (!std::as_const(component).components()[index].is("VALARM")) continue;
        const auto found =
            std::find_if(wanted.begin(), wanted.end(), [&](const Alarm& each) { return each.origin == place; });
        --place;
        if (found != wanted.end()) {
            putAlarm(component.components()[index], have[place], *found);
        } else {
            component.removeComponent(index);
        }
    }
    for (auto& alarm : wanted) {
        if (alarm.origin == 0 || alarm.origin > have.size()) component.add(newAlarm(std::move(alarm)));
    }
}

}  // namespace groupware::calendar
