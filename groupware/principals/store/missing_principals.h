#pragma once

#include "dbpool/routing/read_session.h"

#include <cstdint>
#include <set>

/// Who of those that somebody named does not exist in the session's context. One statement for 512 of them.
namespace groupware::principals {

[[nodiscard]] std::set<std::int64_t> missingUsers(dbpool::ReadSession& session, std::set<std::int64_t> users);
[[nodiscard]] std::set<std::int64_t> missingGroups(dbpool::ReadSession& session, std::set<std::int64_t> groups);
[[nodiscard]] std::set<std::int64_t> missingResources(dbpool::ReadSession& session, std::set<std::int64_t> resources);

}  // namespace groupware::principals
