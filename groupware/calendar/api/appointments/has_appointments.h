#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/appointments/appointments.h"

namespace groupware::calendar::api {

/// `action=has`: for each day from `start` to `end` whether anything happens on it.
class HasAppointments final : public groupware::api::Action {
public:
    /// @param appointments  outlives this object
    explicit HasAppointments(const Appointments& appointments) : appointments_(appointments) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const Appointments& appointments_;
};

}  // namespace groupware::calendar::api
