#pragma once

#include "groupware/calendar/service/alarm_service.h"
#include "groupware/reminders/service/reminder_source.h"

namespace groupware::calendar {

/// Alarms of events in the words of Open-Xchange's older interface: one reminder for each event, that of the alarm that
/// rings first.
class CalendarReminders final : public reminders::ReminderSource {
public:
    /// Both outlive this object.
    CalendarReminders(dbpool::ContextDatabase& database, const AlarmService& alarms)
        : database_(database), alarms_(alarms) {}

    [[nodiscard]] reminders::ReminderModule module() const noexcept override {
        return reminders::ReminderModule::Appointment;
    }
    [[nodiscard]] std::vector<reminders::Reminder> due(dbpool::ReadSession& session, const Caller& caller,
                                                       Instant until, std::size_t limit) const override;
    [[nodiscard]] std::optional<CommitToken> end(const Caller& caller, std::int64_t target) const override;
    [[nodiscard]] std::optional<std::pair<reminders::Reminder, CommitToken>> remindAgain(const Caller& caller,
                                                                                         std::int64_t target,
                                                                                         Instant alarm) const override;

private:
    dbpool::ContextDatabase& database_;
    const AlarmService& alarms_;
};

}  // namespace groupware::calendar
