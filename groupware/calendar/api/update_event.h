#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/results.h"
#include "groupware/calendar/api/view.h"
#include "groupware/calendar/service/calendar_service.h"

namespace groupware::calendar::api {

/// `chronos?action=update`: changes an event, one instance of a series, or that and all that follow.
class UpdateEvent final : public engine::Action {
public:
    /// All outlive this object.
    UpdateEvent(const CalendarService& service, const Results& results, const View& view)
        : service_(service), results_(results), view_(view) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    const CalendarService& service_;
    const Results& results_;
    const View& view_;
};

}  // namespace groupware::calendar::api
