#pragma once

#include "dbpool/configdb/config_session.h"
#include "groupware/base/ids.h"

#include <string_view>

namespace dbpool {

/// Keeps with a context which access combination its users were given last; empty = none that has a name. What they
/// may use stands in the context's own schema.
void setAccessCombination(ConfigTransaction& transaction, groupware::ContextId context, std::string_view name);

}  // namespace dbpool
