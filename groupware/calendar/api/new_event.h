#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/results.h"
#include "groupware/calendar/api/view.h"
#include "groupware/calendar/service/calendar_service.h"

namespace groupware::calendar::api {

/// `chronos?action=new`: adds an event, with its files if they come along.
class NewEvent final : public engine::Action {
public:
    /// All outlive this object.
    NewEvent(const CalendarService& service, const Results& results, const View& view)
        : service_(service), results_(results), view_(view) {}
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

private:
    const CalendarService& service_;
    const Results& results_;
    const View& view_;
};

}  // namespace groupware::calendar::api
