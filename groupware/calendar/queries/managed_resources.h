#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/caller.h"

#include <cstdint>
#include <vector>

namespace groupware::calendar {

/// Ids of the resources for which the caller answers (principals::BookingPrivilege::Delegate), in order. One statement.
[[nodiscard]] std::vector<std::int64_t> managedResources(dbpool::ReadSession& session, const Caller& caller);

}  // namespace groupware::calendar
