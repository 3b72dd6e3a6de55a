#pragma once

#include "dbpool/configdb/database_registry.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace admin {

/// An account beside the nodes' own. An empty login takes it away.
struct AccountInput {
    std::optional<std::string> login;
    std::optional<std::string> password;

    [[nodiscard]] bool given() const noexcept { return login || password; }
};

/// What registerdatabase and changedatabase say; absent fields have defaults or stay.
struct DatabaseInput {
    std::optional<std::string> name;
    std::optional<std::string> hostname;  ///< host, host:port or mysql://host:port
    std::optional<std::string> login;
    std::optional<std::string> password;
    AccountInput operatorAccount;
    AccountInput migrationAccount;
    std::optional<std::string> tlsCaFile;
    std::optional<bool> tlsVerifyName;
    std::optional<std::string> tlsCertificateFile;
    std::optional<std::string> tlsKeyFile;
    std::optional<bool> hardLimit;
    std::optional<std::int64_t> maxConnections;
    std::optional<std::int64_t> initialConnections;
    std::optional<std::int64_t> weight;
    std::optional<std::int64_t> maxUnits;
    std::optional<std::int64_t> readWeight;
    std::optional<std::string> site;
    std::optional<std::string> durability;        ///< available or strict; of a master
    std::optional<groupware::DatabaseId> master;  ///< of a replica
    bool strictGrants = false;                    ///< refuse an account that writes through read_only
    bool unchecked = false;                       ///< changedatabase: do not try the new values

    /// True if it concerns how the server is reached.
    [[nodiscard]] bool changesAccess() const noexcept;
};

/// Puts what is given into `settings`, passwords sealed.
/// @param clusterKey  32 octets
/// @throws AdminError InvalidData for what cannot be stored: a bad name, a number out of range, half an account;
///         groupware::Error BadRequest for a broken address
void apply(const DatabaseInput& input, dbpool::DatabaseSettings& settings, std::string_view clusterKey);

}  // namespace admin
