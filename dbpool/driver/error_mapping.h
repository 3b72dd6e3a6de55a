#pragma once

#include "dbpool/driver/db_error.h"

#include <cppconn/exception.h>

namespace dbpool {

/// What the driver was doing: a connection that ends during the handshake was never made.
enum class Phase { Connecting, Connected };

/// The one place where the driver's exceptions become DbErrors. Mistakes that the driver itself finds have code 0 and
/// an empty SQL state; they become Other.
[[nodiscard]] DbError toDbError(const sql::SQLException& exception, Phase phase);

}  // namespace dbpool
