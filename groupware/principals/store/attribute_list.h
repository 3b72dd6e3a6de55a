#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/ids.h"

#include <map>
#include <string>

namespace groupware::principals {

/// All named texts of a user.
[[nodiscard]] std::map<std::string, std::string> attributesOf(dbpool::ReadSession& session, UserId user);

}  // namespace groupware::principals
