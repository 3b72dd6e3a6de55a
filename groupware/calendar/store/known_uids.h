#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/calendar/calendar_user.h"

#include <set>
#include <span>
#include <string>

namespace groupware::calendar {

/// Those of `uids` that the calendar user has an object of. One statement.
[[nodiscard]] std::set<std::string> knownUids(dbpool::ReadSession& session, const CalendarUser& owner,
                                              std::span<const std::string> uids);

}  // namespace groupware::calendar
