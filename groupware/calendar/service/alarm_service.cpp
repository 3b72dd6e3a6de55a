#include "groupware/calendar/service/alarm_service.h"

#include "groupware/base/error.h"
#include "groupware/calendar/alarm_triggers.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/store/alarm_store.h"

#include <algorithm>
#include <set>
#include <utility>

namespace groupware::calendar {
namespace {

/// Somebody else may change the event while it is read; then it is read anew.
constexpr int kAttempts = 4;

PendingAlarm pendingOf(const FoundTrigger& found) {
    const auto& trigger = found.stored.trigger;
    return {.event = {.folder = found.folder, .id = found.event},
            .instance = trigger.instance,
            .alarm = trigger.alarm,
            .action = trigger.action,
            .rings = trigger.rings,
            .seq = found.seq};
}

}  // namespace

PendingAlarms AlarmService::pending(const Caller& caller, Instant until) const {
    return parts_.database.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto due = AlarmReader(session).due(caller.user, until, parts_.queries.limits().listLength);
        PendingAlarms result{.timestamp = session.seq()};
        if (due.empty()) return result;
        // Whoever lost a folder is not told about what happens in it.
        std::set<FolderId> readable;
        for (const auto& place : parts_.access.readable(session, caller, "calendar")) readable.insert(place.folder.id);
        for (const auto& found : due) {
            if (readable.contains(found.folder)) result.alarms.push_back(pendingOf(found));
        }
        return result;
    });
}

WriteResult AlarmService::change(const Caller& caller, const EventRef& event, std::int64_t alarm, WriteOptions options,
                                 const Change& change) const {
    Caller reader = caller;
    reader.freshness = Freshness::strict();
    const auto lastSeen = options.lastSeen;
    for (int attempt = 1;; ++attempt) {
        const auto found = parts_.queries.get(reader, event);
        if (found.seq > lastSeen || !found.fields)
            throw Error(ErrorCode::PreconditionFailed, "event changed", "The event has been changed in the meantime.");
        // What is seen before it has rung does not ring any more.
        auto at = parts_.clock.now();
        const auto rows = parts_.database.read(reader.context, reader.freshness, [&](dbpool::ReadSession& session) {
            return AlarmReader(session).ofEvent(caller.user, found.id);
        });
        for (const auto& row : rows) {
            if (row.stored.trigger.alarm == alarm) at = std::max(at, row.stored.trigger.rings);
        }
        options.lastSeen = found.seq;
        try {
            return parts_.service.setAlarms(caller, event, change(found.fields->alarms, at), options);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::PreconditionFailed || attempt == kAttempts) throw;
        }
    }
}

WriteResult AlarmService::acknowledge(const Caller& caller, const EventRef& event, std::int64_t alarm,
                                      const WriteOptions& options) const {
    return change(caller, event, alarm, options,
                  [&](std::vector<Alarm> alarms, Instant at) { return acknowledged(std::move(alarms), alarm, at); });
}

WriteResult AlarmService::snooze(const Caller& caller, const EventRef& event, std::int64_t alarm, Instant until,
                                 const WriteOptions& options) const {
    return change(caller, event, alarm, options, [&](std::vector<Alarm> alarms, Instant at) {
        return snoozed(std::move(alarms), alarm, at, until, newUid());
    });
}

}  // namespace groupware::calendar
