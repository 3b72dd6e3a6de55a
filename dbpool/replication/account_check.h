#pragma once

#include "dbpool/driver/connection.h"

#include <string>

namespace dbpool {

/// True if the connection's account can write to a server that is `read_only`, as replicas are: ALL PRIVILEGES on
/// everything, SUPER or READ_ONLY ADMIN. Such an account would also write to a replica by mistake.
[[nodiscard]] bool writesThroughReadOnly(Connection& connection);

/// The rights on the server that a promotion needs and the connection's account lacks, separated by commas; empty if it
/// has them all.
[[nodiscard]] std::string missingPromotionRights(Connection& connection);

/// Whether a replica may fetch the binary log with the connection's account.
[[nodiscard]] bool mayReplicate(Connection& connection);

}  // namespace dbpool
