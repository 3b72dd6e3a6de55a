#pragma once

#include "dbpool/driver/connection.h"

#include <cppconn/connection.h>

#include <memory>

namespace dbpool {

/// A connection with its session settings made and, if the endpoint asks for it, TLS proven to be in force. Safe to
/// call from any thread, also for the first time in the process.
/// @throws DbError
[[nodiscard]] std::unique_ptr<sql::Connection> connect(const Endpoint& endpoint, const ConnectionLimits& limits);

}  // namespace dbpool
