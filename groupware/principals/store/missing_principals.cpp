#include "groupware/principals/store/missing_principals.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace groupware::principals {
namespace {

constexpr dbpool::ReadStatement kUsersAmong{"principals.user.among",
                                            "SELECT id FROM user_account WHERE cid = ? AND id IN (?...)"};
constexpr dbpool::ReadStatement kGroupsAmong{"principals.group.among",
                                             "SELECT id FROM user_group WHERE cid = ? AND id IN (?...)"};
constexpr dbpool::ReadStatement kResourcesAmong{"principals.resource.among",
                                                "SELECT id FROM resource WHERE cid = ? AND id IN (?...)"};

std::set<std::int64_t> without(dbpool::ReadSession& session, const dbpool::ReadStatement& among,
                               std::set<std::int64_t> ids) {
    const std::vector<std::int64_t> all(ids.begin(), ids.end());
    for (std::span<const std::int64_t> rest(all); !rest.empty();) {
        const auto part = rest.first(std::min(rest.size(), dbpool::ReadSession::kMaxListValues));
        auto rows = session.queryIn(among, {}, part);
        while (rows.next()) ids.erase(rows.integer(1));
        rest = rest.subspan(part.size());
    }
    return ids;
}

}  // namespace

std::set<std::int64_t> missingUsers(dbpool::ReadSession& session, std::set<std::int64_t> users) {
    return without(session, kUsersAmong, std::move(users));
}

std::set<std::int64_t> missingGroups(dbpool::ReadSession& session, std::set<std::int64_t> groups) {
    return without(session, kGroupsAmong, std::move(groups));
}

std::set<std::int64_t> missingResources(dbpool::ReadSession& session, std::set<std::int64_t> resources) {
    return without(session, kResourcesAmong, std::move(resources));
}

}  // namespace groupware::principals
