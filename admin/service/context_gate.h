#pragma once

#include "admin/service/cluster.h"
#include "groupware/base/ids.h"

/// What a call about the things inside a context asks first, on the config DB's master.
namespace admin {

/// @throws AdminError NoSuchContext, also for one that is not active yet or no more
void requireContext(const Cluster& cluster, groupware::ContextId context);
/// @throws AdminError likewise; InvalidData if it is disabled
void requireEnabledContext(const Cluster& cluster, groupware::ContextId context);

}  // namespace admin
