#include "groupware/calendar/store/alarm_zone_store.h"

#include <cstdint>

namespace groupware::calendar {
namespace {

using dbpool::UnsyncedStatement;

constexpr UnsyncedStatement kMoved{
    "calendar.alarmZone.moved",
    "SELECT u.id, u.time_zone FROM user_account u LEFT JOIN calendar_alarm_zone z ON z.cid = u.cid AND z.user = u.id "
    "WHERE u.cid = ? AND (z.zone IS NULL OR z.zone <> u.time_zone) AND EXISTS (SELECT 1 FROM calendar_alarm a WHERE "
    "a.cid = u.cid AND a.user = u.id) LIMIT ?"};
constexpr UnsyncedStatement kSet{
    "calendar.alarmZone.set",
    "INSERT INTO calendar_alarm_zone (cid, user, zone) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE zone = VALUES(zone)"};

}  // namespace

std::map<UserId, std::string> AlarmZoneStore::moved(std::size_t limit) {
    std::map<UserId, std::string> users;
    auto rows = transaction_.query(kMoved, {static_cast<std::int64_t>(limit)});
    while (rows.next()) users.emplace(UserId{rows.integer(1)}, rows.text(2));
    return users;
}

void AlarmZoneStore::set(UserId user, const std::string& zone) {
    transaction_.execute(kSet, {user.value, zone});
}

}  // namespace groupware::calendar
