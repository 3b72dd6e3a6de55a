#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/folders/service/folder_access.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace groupware::calendar {

/// An alarm of somebody that rings next.
struct PendingAlarm {
    EventRef event{};        ///< of a changed instance its id; otherwise of the series, or of what does not recur
    std::string instance{};  ///< RECURRENCE-ID of the instance that it rings for; empty if nothing recurs
    std::int64_t alarm = 0;  ///< Alarm::origin among those of the event
    std::string action{};    ///< DISPLAY, ...
    Instant rings{};
    Seq seq{};  ///< of the object
};

struct PendingAlarms {
    std::vector<PendingAlarm> alarms{};  ///< earliest first
    Seq timestamp;                       ///< of the snapshot
};

/// What users want to be reminded of, and that they have been. Everybody has his own alarms, also of events in
/// calendars of others; an alarm of a series rings again for the next instance as soon as it is acknowledged. Safe to
/// call from any thread.
///
/// All throw Error as CalendarService does; NotFound also for an alarm that there is not.
class AlarmService {
public:
    /// References outlive this object.
    struct Parts {
        dbpool::ContextDatabase& database;
        const folders::FolderAccess& access;
        const CalendarQueries& queries;
        const CalendarService& service;
        const Clock& clock;
    };
    explicit AlarmService(const Parts& parts) : parts_(parts) {}

    [[nodiscard]] Limits limits() const { return parts_.queries.limits(); }

    /// The caller's that ring before `until` and nobody has acknowledged, of events that he may read: at most
    /// `calendar.listLength`. Two statements.
    [[nodiscard]] PendingAlarms pending(const Caller& caller, Instant until) const;

    /// The caller has seen it: ACKNOWLEDGED, RFC 9074 section 6.1.
    /// @param event  as pending() names it
    WriteResult acknowledge(const Caller& caller, const EventRef& event, std::int64_t alarm,
                            const WriteOptions& options) const;
    /// The same, but he wants to be reminded again then. RFC 9074 section 7.
    WriteResult snooze(const Caller& caller, const EventRef& event, std::int64_t alarm, Instant until,
                       const WriteOptions& options) const;

private:
    using Change = std::function<std::vector<Alarm>(std::vector<Alarm>, Instant)>;
    WriteResult change(const Caller& caller, const EventRef& event, std::int64_t alarm, WriteOptions options,
                       const Change& change) const;

    Parts parts_;
};

}  // namespace groupware::calendar
