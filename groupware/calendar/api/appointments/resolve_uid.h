#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/appointments/appointments.h"

namespace groupware::calendar::api {

/// `action=resolveuid`: the id of the caller's own appointment of that uid.
class ResolveUid final : public groupware::api::Action {
public:
    /// @param appointments  outlives this object
    explicit ResolveUid(const Appointments& appointments) : appointments_(appointments) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const Appointments& appointments_;
};

}  // namespace groupware::calendar::api
