#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"

#include <string>
#include <vector>

/// Alarms of whoever calls. Internal to service/.
namespace groupware::calendar {

/// In his own calendar: VALARMs of the event, or of one instance.
void putOwnAlarms(const Writing& writing, ical::Component& calendar, const std::string& recurrenceId,
                  const std::vector<Alarm>& alarms);

/// In a calendar of somebody else that he may read: his own alarms of the event, of a series for all of its instances.
/// @throws Error Forbidden for what is private
Effects putForeignAlarms(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found,
                         const std::vector<Alarm>& alarms);

/// And whether it leaves him free.
/// @throws Error Forbidden for what is private
Effects putForeignTransparency(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found,
                               bool transparent);

}  // namespace groupware::calendar
