#pragma once

#include "dbpool/driver/connection.h"

namespace dbpool::configdb {

/// True if the connection's account can write to a server that is `read_only`, as replicas are: ALL PRIVILEGES on
/// everything, SUPER or READ_ONLY ADMIN. Such an account would also write to a replica by mistake.
[[nodiscard]] bool writesThroughReadOnly(Connection& connection);

}  // namespace dbpool::configdb
