#pragma once

#include "dbpool/routing/read_session.h"

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>

/// Which mail addresses somebody has, in small letters. Who does not exist is left out. One statement for 512 of them.
namespace groupware::principals {

/// Aliases included.
[[nodiscard]] std::map<std::int64_t, std::set<std::string>> addressesOfUsers(dbpool::ReadSession& session,
                                                                             std::span<const std::int64_t> users);
[[nodiscard]] std::map<std::int64_t, std::set<std::string>> addressesOfResources(
    dbpool::ReadSession& session, std::span<const std::int64_t> resources);

}  // namespace groupware::principals
