#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/ids.h"

#include <set>

namespace groupware::calendar {

/// Those of `users` who may not read what others make in a folder, as far as its permissions say. At most three
/// statements. Internal to service/.
[[nodiscard]] std::set<UserId> cannotRead(dbpool::ReadSession& session, FolderId folder, std::set<UserId> users);

}  // namespace groupware::calendar
