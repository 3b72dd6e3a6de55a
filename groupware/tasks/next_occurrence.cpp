#include "groupware/base/error.h"
#include "groupware/formats/ical/alarm.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/tasks/rules.h"
#include "groupware/tasks/vtodo.h"

#include <algorithm>
#include <vector>

namespace groupware::tasks {
namespace {

using ical::Component;
using ical::TimeValue;
using std::chrono::sys_seconds;

/// How far ahead the next occurrence is looked for.
constexpr auto kHorizon = std::chrono::years(100);
/// Within this many days and times; about a millisecond.
constexpr ical::Bounds kBounds{.occurrences = 8, .steps = 100'000};

std::optional<ical::Occurrence> occurrenceAfter(const ical::Recurrence& recurrence, ical::Zones& zones) {
    const auto first = zones.instantOf(recurrence.start);
    const auto expansion = ical::expand(recurrence, {.from = first, .to = first + kHorizon}, zones, kBounds);
    for (const auto& occurrence : expansion.occurrences) {
        if (occurrence.local > recurrence.start.local) return occurrence;
    }
    return std::nullopt;
}

void move(Component& todo, const char* name, std::chrono::seconds later) {
    auto time = ical::time(std::as_const(todo), name);
    if (!time) return;
    time->local += later;
    ical::setTime(todo, name, time);
}

/// What was counted as this occurrence is gone.
void countDown(Component& todo) {
    auto* property = todo.find("RRULE");
    auto rule = ical::parseRule(property->value());
    if (!rule.count) return;
    *rule.count = std::max<std::uint32_t>(*rule.count, 2) - 1;
    property->setValue(ical::write(rule));
}

void keepMaster(Component& calendar) {
    const auto* todo = findTodo(calendar);
    for (std::size_t index = calendar.components().size(); index-- > 0;) {
        const auto& each = calendar.components()[index];
        if (each.is("VTODO") && &each != todo) {
            calendar.removeComponent(index);
            todo = findTodo(calendar);
        }
    }
}

}  // namespace

std::optional<Next> nextOccurrence(const Component& calendar, const std::string& uid, const TimeContext& times,
                                   Instant now) {
    const auto* master = findTodo(calendar);
    if (master == nullptr || master->find("RRULE") == nullptr) return std::nullopt;
    ical::Zones zones(times.find, times.userZone(), &calendar);
    std::optional<ical::Occurrence> found;
    std::chrono::seconds laterLocal{};
    std::chrono::milliseconds later{};
    try {
        const auto recurrence = ical::recurrenceOf(*master, zones);
        if (!recurrence) return std::nullopt;
        found = occurrenceAfter(*recurrence, zones);
        if (!found) return std::nullopt;
        laterLocal = found->local - recurrence->start.local;
        later = found->start - zones.instantOf(recurrence->start);
    } catch (const Error&) {
        return std::nullopt;  // a rule that nobody can follow ends here
    }

    Next next{.calendar = calendar, .later = later};
    keepMaster(next.calendar);
    auto& todo = requireTodo(next.calendar);
    move(todo, "DTSTART", laterLocal);
    move(todo, "DUE", laterLocal);
    countDown(todo);
    for (auto& component : todo.components()) {
        if (!component.is("VALARM")) continue;
        auto trigger = ical::triggerOf(component);
        if (!trigger || !trigger->at) continue;
        *trigger->at += std::chrono::floor<std::chrono::seconds>(later);
        ical::putTrigger(component, *trigger);
    }
    const auto before = ical::text(todo, "UID");
    ical::setText(todo, "UID", uid);
    if (before) ical::setRelatedTo(todo, {{.uid = *before, .type = "SIBLING"}});
    Fields fields = fieldsOf(next.calendar, times);
    fields.status = Status::NotStarted;
    fields.sequence = 0;
    settle(fields, now);
    putFields(next.calendar, fields, times);
    ical::setTime(requireTodo(next.calendar), "CREATED", ical::utc(std::chrono::floor<std::chrono::seconds>(now)));
    stamp(next.calendar, now);
    return next;
}

}  // namespace groupware::tasks
