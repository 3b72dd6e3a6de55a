#include "groupware/formats/ical/alarm.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/tasks/vtodo.h"

#include <cstddef>

namespace groupware::tasks {
namespace {

using ical::Component;
using std::chrono::sys_seconds;

/// The time that alarms without an instant count from.
struct Anchor {
    std::optional<sys_seconds> start{};
    std::optional<sys_seconds> due{};
};

Anchor anchorOf(const Component& calendar, const TimeContext& times) {
    const Fields fields = fieldsOf(calendar, times);
    const auto zone = times.userZone();
    const auto at = [&](const std::optional<Instant>& instant) -> std::optional<sys_seconds> {
        if (!instant) return std::nullopt;
        const auto whole = std::chrono::floor<std::chrono::seconds>(*instant);
        if (!fields.wholeDays) return whole;
        return ical::instantOf(std::chrono::local_seconds(whole.time_since_epoch()), *zone);
    };
    return {.start = at(fields.start), .due = at(fields.due)};
}

std::optional<sys_seconds> ringOf(const Component& alarm, const Anchor& anchor) {
    const auto trigger = ical::triggerOf(alarm);
    if (!trigger) return std::nullopt;
    if (trigger->at) return trigger->at;
    if (!anchor.start && !anchor.due) return std::nullopt;
    const auto start = anchor.start ? *anchor.start : *anchor.due;
    return ical::ringsAt(*trigger, start, anchor.due ? *anchor.due : start);
}

}  // namespace

std::optional<Instant> alarmOf(const Component& calendar, const TimeContext& times) {
    const auto* todo = findTodo(calendar);
    if (todo == nullptr) return std::nullopt;
    const auto anchor = anchorOf(calendar, times);
    for (const auto* alarm : ical::all(*todo, "VALARM")) {
        if (const auto ring = ringOf(*alarm, anchor)) return *ring;
    }
    return std::nullopt;
}

void putAlarm(Component& calendar, const std::optional<Instant>& alarm, const TimeContext& times) {
    if (alarmOf(calendar, times) == alarm) return;
    const auto anchor = anchorOf(calendar, times);
    auto& todo = requireTodo(calendar);
    std::optional<ical::Trigger> trigger;
    if (alarm) trigger = ical::Trigger{.at = std::chrono::floor<std::chrono::seconds>(*alarm)};
    for (std::size_t index = 0; index < todo.components().size(); ++index) {
        auto& each = todo.components()[index];
        if (!each.is("VALARM") || !ringOf(each, anchor)) continue;
        if (trigger) return ical::putTrigger(each, *trigger);
        return todo.removeComponent(index);
    }
    if (trigger) todo.add(ical::makeAlarm(*trigger, ical::text(todo, "SUMMARY").value_or("")));
}

}  // namespace groupware::tasks
