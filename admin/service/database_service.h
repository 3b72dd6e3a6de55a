#pragma once

#include "admin/service/cluster.h"
#include "dbpool/configdb/database_registry.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace admin {

/// What registerdatabase and changedatabase say; absent fields have defaults or stay.
struct DatabaseInput {
    std::optional<std::string> name;
    std::optional<std::string> hostname;  ///< host, host:port or mysql://host:port
    std::optional<std::string> login;
    std::optional<std::string> password;
    std::optional<std::string> tlsCaFile;
    std::optional<bool> hardLimit;
    std::optional<std::int64_t> maxConnections;
    std::optional<std::int64_t> initialConnections;
    std::optional<std::int64_t> weight;
    std::optional<std::int64_t> maxUnits;
    std::optional<std::int64_t> readWeight;
    std::optional<std::string> site;
    std::optional<groupware::DatabaseId> master;  ///< of a replica
    bool strictGrants = false;                    ///< refuse an account that writes through read_only
    bool unchecked = false;                       ///< changedatabase: do not try the new values
};

/// Provisioning of database servers. Safe to call from any thread.
class DatabaseService {
public:
    /// @param cluster  must outlive this object
    explicit DatabaseService(const Cluster& cluster) : cluster_(cluster) {}

    struct Added {
        groupware::DatabaseId id;
        std::vector<std::string> warnings;  ///< sentences
    };
    /// Connects to the server first; of a master also makes the schema of the cluster's own state.
    /// @throws AdminError InvalidData, ServerStorageError if the server cannot be used; groupware::Error Conflict
    Added add(const DatabaseInput& input);
    /// If the change concerns how the server is reached, connects with the new values first, unless told not to: all
    /// nodes will use them at once.
    /// @return warnings, sentences
    /// @throws AdminError as add(); InvalidData also if the server is not a member of the database's cluster
    std::vector<std::string> change(groupware::DatabaseId database, const DatabaseInput& input);
    /// A replica may be in use: nodes turn to the other servers of its cluster.
    /// @return warnings, sentences
    /// @throws groupware::Error NotFound, Conflict for a master with replicas or contexts
    std::vector<std::string> remove(groupware::DatabaseId database);

    [[nodiscard]] dbpool::RegisteredDatabase find(groupware::DatabaseId database);
    [[nodiscard]] dbpool::RegisteredDatabase findByName(std::string_view name);
    [[nodiscard]] std::vector<dbpool::RegisteredDatabase> list(std::string_view pattern);

private:
    void apply(const DatabaseInput& input, dbpool::DatabaseSettings& settings) const;
    [[nodiscard]] dbpool::Connection connect(const dbpool::DatabaseSettings& settings) const;

    const Cluster& cluster_;
};

}  // namespace admin
