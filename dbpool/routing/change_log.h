#pragma once

#include "dbpool/routing/session.h"

#include <string_view>

namespace dbpool {

/// Adds the session's pending changes to `ctx_change` with its seq; the first row carries `operation`.
/// @param operation  16 octets, unique: tells later whether the transaction was committed
void insertChanges(Session& session, std::string_view operation);

}  // namespace dbpool
