#pragma once

#include "dbpool/configdb/config_database.h"
#include "groupware/session/service/login_service.h"

namespace groupware::session {

/// Finds contexts by the login mappings of the config DB. `config` must outlive the function.
[[nodiscard]] FindContext findContextIn(dbpool::ConfigDatabase& config);

}  // namespace groupware::session
