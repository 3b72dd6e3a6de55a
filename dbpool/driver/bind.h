#pragma once

#include "dbpool/driver/value.h"

#include <cppconn/prepared_statement.h>

#include <span>

namespace dbpool {

/// Sets every parameter of `statement`. Integers go by the signed setter only: the driver keeps a parameter's unsigned
/// flag for its later executions. The octets are copied.
void bind(sql::PreparedStatement& statement, std::span<const Value> values);

}  // namespace dbpool
