#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/event_writing.h"

namespace groupware::calendar::api {

/// `chronos?action=new`: adds an event, with its files if they come along.
class NewEvent final : public groupware::api::Action {
public:
    /// @param writing  outlives this object
    explicit NewEvent(const EventWriting& writing) : writing_(writing) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const EventWriting& writing_;
};

}  // namespace groupware::calendar::api
