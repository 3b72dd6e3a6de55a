#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/appointments/appointments.h"

namespace groupware::calendar::api {

/// `action=get`: an appointment, or with `recurrence_position` an instance of a series.
class GetAppointment final : public groupware::api::Action {
public:
    /// @param appointments  outlives this object
    explicit GetAppointment(const Appointments& appointments) : appointments_(appointments) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const Appointments& appointments_;
};

}  // namespace groupware::calendar::api
