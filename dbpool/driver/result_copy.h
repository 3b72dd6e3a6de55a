#pragma once

#include "dbpool/driver/rows.h"

#include <cppconn/resultset.h>

namespace dbpool {

/// All rows of `result` from its start. The driver's own result is a window on its statement's buffers: running the
/// statement again makes it show the new rows, and closing the connection first makes it crash. The copy does neither.
[[nodiscard]] Rows copyOf(sql::ResultSet& result);
/// The same with the names of the columns.
[[nodiscard]] Rows copyWithNames(sql::ResultSet& result);

}  // namespace dbpool
