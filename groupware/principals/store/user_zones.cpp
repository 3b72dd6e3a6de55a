#include "groupware/principals/store/user_zones.h"

#include "dbpool/routing/in_pieces.h"

namespace groupware::principals {
namespace {

constexpr dbpool::ReadStatement kZones{"principals.user.zones",
                                       "SELECT id, time_zone FROM user_account WHERE cid = ? AND id IN (?...)"};

}  // namespace

std::map<UserId, std::string> userZones(dbpool::ReadSession& session, std::span<const std::int64_t> users) {
    std::map<UserId, std::string> zones;
    dbpool::inPieces(users, [&](std::span<const std::int64_t> piece) {
        auto rows = session.queryIn(kZones, {}, piece);
        while (rows.next()) zones[{rows.integer(1)}] = rows.text(2);
    });
    return zones;
}

}  // namespace groupware::principals
