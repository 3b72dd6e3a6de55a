#include "groupware/principals/store/owned_addresses.h"

#include "dbpool/routing/in_pieces.h"

#include <algorithm>
#include <string_view>

namespace groupware::principals {
namespace {

// Aliases are lines.
constexpr dbpool::ReadStatement kOfUsers{
    "principals.user.addresses",
    "SELECT id, LOWER(CONCAT(email, '\n', aliases)) FROM user_account WHERE cid = ? AND id IN (?...)"};
constexpr dbpool::ReadStatement kOfResources{"principals.resource.addresses",
                                             "SELECT id, LOWER(email) FROM resource WHERE cid = ? AND id IN (?...)"};

std::set<std::string> linesOf(const std::string& text) {
    std::set<std::string> lines;
    for (std::string_view left = text; !left.empty();) {
        const auto end = std::min(left.find('\n'), left.size());
        if (end > 0) lines.emplace(left.substr(0, end));
        left.remove_prefix(std::min(end + 1, left.size()));
    }
    return lines;
}

std::map<std::int64_t, std::set<std::string>> addressesBy(dbpool::ReadSession& session,
                                                          const dbpool::ReadStatement& statement,
                                                          std::span<const std::int64_t> ids) {
    std::map<std::int64_t, std::set<std::string>> found;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session.queryIn(statement, {}, piece);
        while (rows.next()) found.emplace(rows.integer(1), linesOf(rows.text(2)));
    });
    return found;
}

}  // namespace

std::map<std::int64_t, std::set<std::string>> addressesOfUsers(dbpool::ReadSession& session,
                                                               std::span<const std::int64_t> users) {
    return addressesBy(session, kOfUsers, users);
}

std::map<std::int64_t, std::set<std::string>> addressesOfResources(dbpool::ReadSession& session,
                                                                   std::span<const std::int64_t> resources) {
    return addressesBy(session, kOfResources, resources);
}

}  // namespace groupware::principals
