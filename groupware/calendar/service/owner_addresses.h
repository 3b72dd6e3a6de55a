#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/calendar/calendar_user.h"

#include <map>
#include <set>
#include <span>
#include <string>

namespace groupware::calendar {

/// The addresses of calendar users, as indexObject() wants them: scheduling::addressKey(). Public folders have
/// none. Looked up once in a transaction; at most two statements for each load().
class OwnerAddresses {
public:
    explicit OwnerAddresses(dbpool::ReadSession& session) : session_(session) {}

    /// Those of many at once.
    void load(std::span<const CalendarUser> owners);
    [[nodiscard]] const std::set<std::string>& of(const CalendarUser& owner);

private:
    dbpool::ReadSession& session_;
    std::map<CalendarUser, std::set<std::string>> known_;
};

}  // namespace groupware::calendar
