#pragma once

#include "dbpool/configdb/database_registry.h"
#include "dbpool/driver/connection.h"

#include <optional>
#include <string_view>

namespace dbpool::configdb {

/// Where and as whom the nodes connect to the server that `settings` describe.
/// @param clusterKey  32 octets; opens the sealed passwords
/// @throws groupware::Error Internal if a password cannot be unsealed, BadRequest if the URL cannot be read
[[nodiscard]] Endpoint nodeEndpoint(const DatabaseSettings& settings, std::string_view clusterKey);

/// The same for what changes a server's role: setting read_only, starting and stopping replication, ending connections.
/// For the administration alone. Nothing if no such account is registered.
[[nodiscard]] std::optional<Endpoint> operatorEndpoint(const DatabaseSettings& settings, std::string_view clusterKey);

/// The same for what creates and alters schemas. For the administration alone. The nodes' account if there is no other.
[[nodiscard]] Endpoint migrationEndpoint(const DatabaseSettings& settings, std::string_view clusterKey);

}  // namespace dbpool::configdb
