#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/appointments/appointments.h"
#include "groupware/calendar/service/calendar_service.h"

namespace groupware::calendar::api {

/// `action=confirm`: the answer of the calendar's owner, or of the user that the body names; with `occurrence` for one
/// instance of a series.
class ConfirmAppointment final : public groupware::api::Action {
public:
    /// Both outlive this object.
    ConfirmAppointment(const CalendarService& service, const Appointments& appointments)
        : service_(service), appointments_(appointments) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const CalendarService& service_;
    const Appointments& appointments_;
};

}  // namespace groupware::calendar::api
