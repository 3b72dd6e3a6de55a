#pragma once

#include "dbpool/configdb/config_database.h"
#include "groupware/session/service/login_service.h"

#include <chrono>

namespace groupware::session {

/// Finds contexts by the login mappings of the config DB. `config` must outlive the function.
/// @param masterWait  how long a login may wait for the config DB's master to be back
[[nodiscard]] FindContext findContextIn(dbpool::ConfigDatabase& config, std::chrono::milliseconds masterWait);

}  // namespace groupware::session
