#pragma once

#include "groupware/api/action.h"
#include "groupware/api/zones.h"
#include "groupware/base/clock.h"
#include "groupware/reminders/service/reminder_service.h"

namespace groupware::reminders::api {

/// `reminder?action=remindAgain`: later.
class RemindAgain final : public groupware::api::Action {
public:
    /// All outlive this object.
    RemindAgain(const ReminderService& service, const Clock& clock, const groupware::api::Zones& zones)
        : service_(service), clock_(clock), zones_(zones) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const ReminderService& service_;
    const Clock& clock_;
    const groupware::api::Zones& zones_;
};

}  // namespace groupware::reminders::api
