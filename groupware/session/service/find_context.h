#pragma once

#include "dbpool/configdb/config_database.h"
#include "groupware/session/service/login_service.h"

#include <chrono>

namespace groupware::session {

/// Reads why contexts are disabled from the config DB; without it nothing is known. `config` must outlive the function.
[[nodiscard]] FindReason findReasonIn(dbpool::ConfigDatabase& config);

/// Finds contexts by the login mappings of the config DB. `config` must outlive the function.
/// @param masterWait  how long a login may wait for the config DB's master to be back
[[nodiscard]] FindContext findContextIn(dbpool::ConfigDatabase& config, std::chrono::milliseconds masterWait);

}  // namespace groupware::session
