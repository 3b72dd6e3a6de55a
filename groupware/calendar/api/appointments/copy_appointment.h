#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/appointments/appointments.h"
#include "groupware/calendar/service/calendar_service.h"

namespace groupware::calendar::api {

/// `action=copy`: a new appointment that says what another one does and has its files, in the folder that the body
/// names. It concerns nobody else, unless the organizer asks for it (`notification`): then participants are invited.
class CopyAppointment final : public groupware::api::Action {
public:
    /// Both outlive this object.
    CopyAppointment(const CalendarService& service, const Appointments& appointments)
        : service_(service), appointments_(appointments) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const CalendarService& service_;
    const Appointments& appointments_;
};

}  // namespace groupware::calendar::api
