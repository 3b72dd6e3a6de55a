#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/event_writing.h"

namespace groupware::calendar::api {

/// `chronos?action=update`: changes an event, one instance of a series, or that and all that follow.
class UpdateEvent final : public groupware::api::Action {
public:
    /// @param writing  outlives this object
    explicit UpdateEvent(const EventWriting& writing) : writing_(writing) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const EventWriting& writing_;
};

}  // namespace groupware::calendar::api
