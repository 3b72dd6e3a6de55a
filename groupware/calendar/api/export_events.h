#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/queries/calendar_queries.h"

namespace groupware::calendar::api {

/// `export?action=ICAL` of calendar folders: one calendar with the events of a folder, or with those that a list names.
class ExportEvents final : public groupware::api::Action {
public:
    /// @param queries  outlives this object
    explicit ExportEvents(const CalendarQueries& queries) : queries_(queries) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const CalendarQueries& queries_;
};

}  // namespace groupware::calendar::api
