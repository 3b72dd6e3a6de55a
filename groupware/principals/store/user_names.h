#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace groupware::principals {

/// How a user is named to others.
struct UserName {
    std::string displayName;
    std::string email;
};

/// Of those of `users` that exist in the session's context. One statement for 512 of them.
[[nodiscard]] std::map<UserId, UserName> userNames(dbpool::ReadSession& session, const std::set<std::int64_t>& users);

}  // namespace groupware::principals
