#include "groupware/calendar/store/known_uids.h"

#include "dbpool/routing/json_list.h"

#include <cstdint>

namespace groupware::calendar {
namespace {

constexpr dbpool::ReadStatement kKnown{
    "calendar.object.known_uids",
    "SELECT o.uid FROM (SELECT ? AS cid) k JOIN JSON_TABLE(?, '$[*]' COLUMNS (uid VARCHAR(512) PATH '$[0]')) u "
    "JOIN calendar_object o ON o.cid = k.cid AND o.owner_kind = ? AND o.owner = ? "
    "AND o.uid = u.uid COLLATE utf8mb4_nopad_bin"};

}  // namespace

std::set<std::string> knownUids(dbpool::ReadSession& session, const CalendarUser& owner,
                                std::span<const std::string> uids) {
    if (uids.empty()) return {};
    dbpool::JsonList list;
    for (const auto& uid : uids) list.row().add(uid);
    std::set<std::string> known;
    auto rows = session.query(kKnown, {list.text(), static_cast<std::int64_t>(owner.kind), owner.id});
    while (rows.next()) known.insert(rows.text(1));
    return known;
}

}  // namespace groupware::calendar
