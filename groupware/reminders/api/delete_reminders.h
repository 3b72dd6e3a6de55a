#pragma once

#include "groupware/api/action.h"
#include "groupware/reminders/service/reminder_service.h"

namespace groupware::reminders::api {

/// `reminder?action=delete`: ends reminders; answers those that are none of the caller's.
class DeleteReminders final : public groupware::api::Action {
public:
    /// @param service  outlives this object
    explicit DeleteReminders(const ReminderService& service) : service_(service) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ReminderService& service_;
};

}  // namespace groupware::reminders::api
