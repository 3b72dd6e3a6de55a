#pragma once

#include "groupware/api/registry.h"
#include "groupware/calendar/api/alarm_actions.h"
#include "groupware/calendar/api/view.h"
#include "groupware/calendar/service/alarm_service.h"
#include "groupware/calendar/service/calendar_reminders.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/main/objects/calendar.h"
#include "groupware/main/objects/platform.h"

namespace groupware::main {

/// What users want to be reminded of.
class CalendarAlarms {
public:
    /// @param access, calendar  outlive this object
    /// @param view  how events look in answers; likewise
    CalendarAlarms(const Platform& platform, const folders::FolderAccess& access, const Calendar& calendar,
                   const calendar::api::View& view);

    /// Of appointments, for the module `reminder`.
    [[nodiscard]] const reminders::ReminderSource& reminders() const noexcept { return reminders_; }

    void addTo(api::Registry& registry) { actions_.addTo(registry); }

private:
    calendar::AlarmService alarms_;
    calendar::CalendarReminders reminders_;
    calendar::api::AlarmActions actions_;
};

}  // namespace groupware::main
