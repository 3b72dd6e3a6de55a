#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"

#include <optional>
#include <string>
#include <vector>

/// What whoever calls has of his own of an event. Internal to service/.
namespace groupware::calendar {

/// In his own calendar: VALARMs of the event, or of one instance.
void putOwnAlarms(const Writing& writing, ical::Component& calendar, const std::string& recurrenceId,
                  const std::vector<Alarm>& alarms);

/// What is his own of an event in a calendar of somebody else.
struct ForeignChange {
    std::optional<std::vector<Alarm>> alarms{};
    std::optional<bool> transparent{};  ///< whether it leaves him free
};

/// In a calendar of somebody else that he may read: of a series for all of its instances.
/// @throws Error Forbidden for what is private
Effects putForeign(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found,
                   const ForeignChange& change);

}  // namespace groupware::calendar
