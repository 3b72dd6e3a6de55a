#include "groupware/principals/store/user_names.h"

#include <algorithm>
#include <span>
#include <vector>

namespace groupware::principals {
namespace {

constexpr dbpool::ReadStatement kNames{
    "principals.user.names", "SELECT id, display_name, email FROM user_account WHERE cid = ? AND id IN (?...)"};

}  // namespace

std::map<UserId, UserName> userNames(dbpool::ReadSession& session, const std::set<std::int64_t>& users) {
    std::map<UserId, UserName> names;
    const std::vector<std::int64_t> ids(users.begin(), users.end());
    for (std::span<const std::int64_t> rest = ids; !rest.empty();) {
        const auto piece = rest.first(std::min(rest.size(), dbpool::ReadSession::kMaxListValues));
        rest = rest.subspan(piece.size());
        auto rows = session.queryIn(kNames, {}, piece);
        while (rows.next()) names[UserId{rows.integer(1)}] = {.displayName = rows.text(2), .email = rows.text(3)};
    }
    return names;
}

}  // namespace groupware::principals
