#pragma once

#include "admin/service/cluster.h"
#include "admin/service/database_input.h"
#include "dbpool/configdb/database_registry.h"

#include <string>
#include <string_view>
#include <vector>

namespace admin {

/// Provisioning of database servers. Safe to call from any thread.
class DatabaseService {
public:
    /// @param cluster  must outlive this object
    explicit DatabaseService(const Cluster& cluster) : cluster_(cluster) {}

    struct Added {
        groupware::DatabaseId id;
        std::vector<std::string> warnings;  ///< sentences
    };
    /// Connects to the server with each account first; of a master also makes the schema of the cluster's own state.
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
    /// Uses each account once, so that a typing error shows now. @return warnings
    [[nodiscard]] std::vector<std::string> tryAccounts(const dbpool::DatabaseSettings& settings, bool strict) const;

    const Cluster& cluster_;
};

}  // namespace admin
