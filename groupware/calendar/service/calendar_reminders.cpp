#include "groupware/calendar/service/calendar_reminders.h"

#include "groupware/calendar/store/alarm_store.h"

#include <set>

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
    std::set<EventId> events;
    const auto end = until == Instant::max() ? until : until + std::chrono::milliseconds(1);  // `until` is included
    for (const auto& found : AlarmReader(session).due(caller.user, end, limit)) {
        if (!events.insert(found.event).second) continue;
        reminders.push_back({.user = caller.user,
                             .module = ReminderModule::Appointment,
                             .target = found.event.value,
                             .folder = found.folder,
                             .alarm = found.stored.trigger.rings,
                             .seq = found.seq});
    }
    return reminders;
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
    return std::pair(Reminder{.user = caller.user,
                              .module = ReminderModule::Appointment,
                              .target = target,
                              .folder = found->folder,
                              .alarm = alarm,
                              .seq = result.committed.seq},
                     result.committed);
}

}  // namespace groupware::calendar
