#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/appointments/appointments.h"
#include "groupware/calendar/freebusy/free_busy.h"

namespace groupware::calendar::api {

/// `action=freebusy`: what makes a user (`type` 1) or a resource (3) busy between `start` and `end`. Of what the caller
/// may not read only times.
class AppointmentFreeBusy final : public groupware::api::Action {
public:
    /// Both outlive this object.
    AppointmentFreeBusy(const FreeBusyService& service, const Appointments& appointments)
        : service_(service), appointments_(appointments) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const FreeBusyService& service_;
    const Appointments& appointments_;
};

}  // namespace groupware::calendar::api
