#pragma once

#include "groupware/api/registry.h"
#include "groupware/calendar/api/results.h"
#include "groupware/calendar/service/alarm_service.h"
#include "groupware/calendar/service/calendar_service.h"

namespace groupware::calendar::api {

/// `chronos/alarm?action=pending`: the caller's alarms that ring before `rangeEnd`.
class PendingAlarmsAction final : public engine::Action {
public:
    explicit PendingAlarmsAction(const AlarmService& alarms) : alarms_(alarms) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    const AlarmService& alarms_;
};

/// `ack`: the caller has seen an alarm.
class AcknowledgeAlarm final : public engine::Action {
public:
    AcknowledgeAlarm(const AlarmService& alarms, const Results& results) : alarms_(alarms), results_(results) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    const AlarmService& alarms_;
    const Results& results_;
};

/// `snooze`: he wants to be reminded again after `snoozeTime` milliseconds.
class SnoozeAlarm final : public engine::Action {
public:
    SnoozeAlarm(const AlarmService& alarms, const Results& results, const Clock& clock)
        : alarms_(alarms), results_(results), clock_(clock) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    const AlarmService& alarms_;
    const Results& results_;
    const Clock& clock_;
};

/// `updateAlarms`: these are the caller's alarms of an event from now on.
class UpdateAlarms final : public engine::Action {
public:
    UpdateAlarms(const CalendarQueries& queries, const CalendarService& service, const Results& results)
        : queries_(queries), service_(service), results_(results) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    const CalendarQueries& queries_;
    const CalendarService& service_;
    const Results& results_;
};

/// The module `chronos/alarm`. Outlives the registry.
class AlarmActions {
public:
    /// All outlive this object.
    struct Parts {
        const AlarmService& alarms;
        const CalendarQueries& queries;
        const CalendarService& service;
        const View& view;
        const Clock& clock;
    };
    explicit AlarmActions(const Parts& parts)
        : results_(parts.queries, parts.view),
          pending_(parts.alarms),
          acknowledge_(parts.alarms, results_),
          snooze_(parts.alarms, results_, parts.clock),
          update_(parts.queries, parts.service, results_) {}
    AlarmActions(const AlarmActions&) = delete;
    AlarmActions& operator=(const AlarmActions&) = delete;

    void addTo(engine::Registry& registry);

private:
    Results results_;
    PendingAlarmsAction pending_;
    AcknowledgeAlarm acknowledge_;
    SnoozeAlarm snooze_;
    UpdateAlarms update_;
};

}  // namespace groupware::calendar::api
