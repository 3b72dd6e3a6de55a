#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/appointments/appointments.h"

namespace groupware::calendar::api {

/// `action=all`: what happens between `start` and `end`, in one folder or in all; series as their instances, or with
/// `recurrence_master` as themselves.
class AllAppointments final : public groupware::api::Action {
public:
    /// @param appointments  outlives this object
    explicit AllAppointments(const Appointments& appointments) : appointments_(appointments) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const Appointments& appointments_;
};

}  // namespace groupware::calendar::api
