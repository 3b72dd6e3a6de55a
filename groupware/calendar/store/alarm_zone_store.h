#pragma once

#include "dbpool/routing/unsynced_transaction.h"
#include "groupware/base/ids.h"

#include <cstddef>
#include <map>
#include <string>

namespace groupware::calendar {

/// Where users were when their alarms were reckoned. No client syncs it, so it is read and written on the master only.
class AlarmZoneStore {
public:
    explicit AlarmZoneStore(dbpool::UnsyncedTransaction& transaction) : transaction_(transaction) {}

    /// Users with alarms who are in another time zone by now, or of whom nothing is known yet, and their zones.
    [[nodiscard]] std::map<UserId, std::string> moved(std::size_t limit);
    void set(UserId user, const std::string& zone);

private:
    dbpool::UnsyncedTransaction& transaction_;
};

}  // namespace groupware::calendar
