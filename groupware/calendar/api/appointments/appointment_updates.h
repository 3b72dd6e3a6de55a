#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/appointments/appointments.h"

namespace groupware::calendar::api {

/// `action=updates`: what changed in a folder since `timestamp`, and the ids of what left it. Without a folder what
/// changed of all that happens between `start` and `end`; then nothing tells what is gone.
class AppointmentUpdates final : public groupware::api::Action {
public:
    /// @param appointments  outlives this object
    explicit AppointmentUpdates(const Appointments& appointments) : appointments_(appointments) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const Appointments& appointments_;
};

}  // namespace groupware::calendar::api
