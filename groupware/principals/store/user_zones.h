#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace groupware::principals {

/// Names of the time zones of those of `users` that exist in the session's context. One statement for 512 of them.
[[nodiscard]] std::map<UserId, std::string> userZones(dbpool::ReadSession& session,
                                                      std::span<const std::int64_t> users);

}  // namespace groupware::principals
