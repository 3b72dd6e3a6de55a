#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/appointments/appointments.h"

namespace groupware::calendar::api {

/// `action=newappointments`: what the caller has before him between `start` and `end`, in his own calendars: neither
/// declined nor cancelled, at most `limit`, by start unless another order is asked for.
class ComingAppointments final : public groupware::api::Action {
public:
    /// @param appointments  outlives this object
    explicit ComingAppointments(const Appointments& appointments) : appointments_(appointments) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const Appointments& appointments_;
};

}  // namespace groupware::calendar::api
