#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/appointments/appointments.h"
#include "groupware/calendar/service/calendar_service.h"

namespace groupware::calendar::api {

/// `action=new`. With conflicts, unless they are to be ignored, nothing is stored and they are the answer.
class NewAppointment final : public groupware::api::Action {
public:
    /// Both outlive this object.
    NewAppointment(const CalendarService& service, const Appointments& appointments)
        : service_(service), appointments_(appointments) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const CalendarService& service_;
    const Appointments& appointments_;
};

}  // namespace groupware::calendar::api
