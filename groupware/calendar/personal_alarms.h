#pragma once

#include "groupware/calendar/event.h"

#include <string>
#include <vector>

namespace groupware::calendar {

/// Alarms that somebody has of an event in a calendar that is not his, as they are stored: VALARMs (RFC 5545 section
/// 3.6.6), octet for octet. Pure.
[[nodiscard]] std::string personalAlarmsText(const std::vector<Alarm>& alarms);
/// What cannot be read is nothing.
[[nodiscard]] std::vector<Alarm> personalAlarms(const std::string& text);

}  // namespace groupware::calendar
