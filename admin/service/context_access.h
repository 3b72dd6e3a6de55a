#pragma once

#include "admin/service/cluster.h"
#include "admin/service/user_input.h"
#include "groupware/base/ids.h"

namespace admin {

/// Gives every user of a context the access combination of `wanted`, or changes the single modules of what each has.
/// The right to change the rights of public folders goes to the context's administrator only. In several transactions,
/// the administrator first, whose set new users get; may be called again after an interruption.
/// @throws AdminError InvalidData for an unknown combination or module, also NoSuchContext; what ContextDatabase throws
void changeAccessOfAll(const Cluster& cluster, groupware::ContextId context, const UserInput& wanted);

}  // namespace admin
