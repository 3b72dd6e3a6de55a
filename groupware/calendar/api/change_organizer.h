#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/results.h"
#include "groupware/calendar/service/calendar_service.h"

namespace groupware::calendar::api {

/// `chronos?action=changeOrganizer`: another user organizes the meeting from now on.
class ChangeOrganizer final : public engine::Action {
public:
    /// Both outlive this object.
    ChangeOrganizer(const CalendarService& service, const Results& results) : service_(service), results_(results) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    const CalendarService& service_;
    const Results& results_;
};

}  // namespace groupware::calendar::api
