#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/appointments/appointments.h"

namespace groupware::calendar::api {

/// `action=list`: the appointments that the body names, also instances of series by number or day. What does not exist
/// is left out.
class ListAppointments final : public groupware::api::Action {
public:
    /// @param appointments  outlives this object
    explicit ListAppointments(const Appointments& appointments) : appointments_(appointments) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const Appointments& appointments_;
};

}  // namespace groupware::calendar::api
