#pragma once

#include "admin/service/cluster.h"
#include "admin/service/saga_observer.h"
#include "dbpool/configdb/database_registry.h"

#include <string>

namespace admin {

/// Finds room in the schemas of a database cluster, and makes a new schema when all are full. Safe to call from any
/// thread and from several daemons at once: the work is done under a lock that all of them see.
class SchemaMaker {
public:
    /// @param cluster, observer  must outlive this object
    SchemaMaker(const Cluster& cluster, SagaObserver& observer, std::int64_t contextsPerSchema)
        : cluster_(cluster), observer_(observer), contextsPerSchema_(contextsPerSchema) {}

    /// A registered schema with room. A hint: whoever reserves may come too late and asks again.
    /// @throws groupware::Error Unavailable if the cluster's master cannot be reached
    [[nodiscard]] std::string schemaWithRoom(std::int64_t databaseCluster);

private:
    [[nodiscard]] std::string make(const dbpool::RegisteredDatabase& master);

    const Cluster& cluster_;
    SagaObserver& observer_;
    std::int64_t contextsPerSchema_;
};

}  // namespace admin
