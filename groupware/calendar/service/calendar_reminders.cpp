#include "groupware/calendar/service/calendar_reminders.h"

#include "groupware/calendar/index.h"
#include "groupware/calendar/store/event_reader.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace groupware::calendar {
namespace {

using reminders::Reminder;
using reminders::ReminderModule;

/// The caller's alarm of an event that rings first.
std::optional<FoundTrigger> firstOf(dbpool::ContextDatabase& database, const Caller& caller, std::int64_t event) {
    auto found = database.read(caller.context, Freshness::strict(), [&](dbpool::ReadSession& session) {
        return AlarmReader(session).ofEvent(caller.user, {event});
    });
    if (found.empty()) return std::nullopt;
    return found.front();
}

EventRef refOf(const FoundTrigger& found) {
    return {.folder = found.folder, .id = found.event};
}

}  // namespace

std::vector<Reminder> CalendarReminders::due(dbpool::ReadSession& session, const Caller& caller, Instant until,
                                             std::size_t limit) const {
    std::vector<Reminder> reminders;
    std::vector<FoundTrigger> shown;
    std::set<EventId> events;
    const auto end = until == Instant::max() ? until : until + std::chrono::milliseconds(1);  // `until` is included
    for (auto& found : AlarmReader(session).due(caller.user, end, limit)) {
        if (!events.insert(found.event).second) continue;
        reminders.push_back({.user = caller.user,
                             .module = ReminderModule::Appointment,
                             .target = found.event.value,
                             .folder = found.folder,
                             .alarm = found.stored.trigger.rings,
                             .seq = found.seq});
        shown.push_back(std::move(found));
    }
    addPositions(session, caller, shown, reminders);
    return reminders;
}

void CalendarReminders::addPositions(dbpool::ReadSession& session, const Caller& caller,
                                     std::span<const FoundTrigger> found, std::vector<Reminder>& reminders) const {
    std::set<std::int64_t> series;
    for (const auto& each : found) {
        if (!each.stored.trigger.instance.empty()) series.insert(each.stored.object.value);
    }
    if (series.empty()) return;
    const std::vector<std::int64_t> ids(series.begin(), series.end());
    std::map<EventId, std::string> recurrences;
    for (auto& row : EventReader(session).findAll(ids)) {
        if (row.event.recurrence) recurrences.emplace(row.id, *std::move(row.event.recurrence));
    }
    const TimeContext times{.find = find_, .zone = caller.timeZone};
    const auto steps = alarms_.limits().recurrenceSteps;
    for (std::size_t at = 0; at < found.size(); ++at) {
        const auto recurrence = recurrences.find(found[at].stored.object);
        if (recurrence == recurrences.end()) continue;
        const auto& instance = found[at].stored.trigger.instance;
        reminders[at].position = positionOf(recurrence->second, instance, times, steps).value_or(0);
    }
}

std::optional<CommitToken> CalendarReminders::end(const Caller& caller, std::int64_t target) const {
    const auto found = firstOf(database_, caller, target);
    if (!found) return std::nullopt;
    return alarms_.acknowledge(caller, refOf(*found), found->stored.trigger.alarm, {}).committed;
}

std::optional<std::pair<Reminder, CommitToken>> CalendarReminders::remindAgain(const Caller& caller,
                                                                               std::int64_t target,
                                                                               Instant alarm) const {
    const auto found = firstOf(database_, caller, target);
    if (!found) return std::nullopt;
    const auto result = alarms_.snooze(caller, refOf(*found), found->stored.trigger.alarm, alarm, {});
    std::vector<Reminder> reminder{{.user = caller.user,
                                    .module = ReminderModule::Appointment,
                                    .target = target,
                                    .folder = found->folder,
                                    .alarm = alarm,
                                    .seq = result.committed.seq}};
    database_.read(caller.context, Freshness::atLeast(result.committed), [&](dbpool::ReadSession& session) {
        addPositions(session, caller, {&*found, 1}, reminder);
    });
    return std::pair(reminder.front(), result.committed);
}

}  // namespace groupware::calendar
