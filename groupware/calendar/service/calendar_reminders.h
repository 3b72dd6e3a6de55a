#pragma once

#include "groupware/calendar/service/alarm_service.h"
#include "groupware/calendar/store/alarm_store.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/reminders/service/reminder_source.h"

#include <span>
#include <utility>
#include <vector>

namespace groupware::calendar {

/// Alarms of events in the words of Open-Xchange's older interface: one reminder for each event, that of the alarm that
/// rings first.
class CalendarReminders final : public reminders::ReminderSource {
public:
    /// Both outlive this object.
    CalendarReminders(dbpool::ContextDatabase& database, const AlarmService& alarms, formats::ical::FindZone find)
        : database_(database), alarms_(alarms), find_(std::move(find)) {}

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
    /// Numbers of the instances that they are for.
    void addPositions(dbpool::ReadSession& session, const Caller& caller, std::span<const FoundTrigger> found,
                      std::vector<reminders::Reminder>& reminders) const;

    dbpool::ContextDatabase& database_;
    const AlarmService& alarms_;
    formats::ical::FindZone find_;
};

}  // namespace groupware::calendar
