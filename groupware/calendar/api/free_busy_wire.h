#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/calendar/freebusy/free_busy.h"
#include "groupware/formats/json/json.h"

#include <string>
#include <vector>

/// Who is busy, in the words of the JSON interface.
namespace groupware::calendar::api {

namespace json = groupware::formats::json;

/// Open-Xchange's `shown_as`: 1 reserved, 2 temporary, 3 absent, 4 free.
[[nodiscard]] int shownAs(Busy busy);

/// Users and resources among `addresses`, in their order; of those that belong to nobody kind User and id 0.
/// @param uris  addresses, or ids of attendee_id.h
[[nodiscard]] std::vector<CalendarUser> calendarUsersOf(dbpool::ContextDatabase& database, const Caller& caller,
                                                        const std::vector<std::string>& uris);

/// Each once and without nobody.
[[nodiscard]] std::vector<CalendarUser> distinct(const std::vector<CalendarUser>& users);

}  // namespace groupware::calendar::api
