#pragma once

#include "admin/service/cluster.h"
#include "admin/service/database_group.h"
#include "dbpool/configdb/database_registry.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace admin {

/// The groups of servers that are registered, and the one that holds the config DB. Safe to call from any thread.
class DatabaseGroups {
public:
    /// @param cluster  must outlive this object
    explicit DatabaseGroups(const Cluster& cluster) : cluster_(cluster) {}

    /// The cluster of that name, or of the server of that name; the config DB's if it is the address of one of those.
    /// @throws AdminError InvalidData if there is none; groupware::Error Unavailable if no server of the config DB
    /// answers
    [[nodiscard]] DatabaseGroup of(const std::string& name) const;
    /// Needs no server to be there.
    [[nodiscard]] DatabaseGroup config() const;
    /// @param pattern  `*`, the name of a cluster or of a server, or kConfigCluster
    /// @throws as of()
    [[nodiscard]] std::vector<DatabaseGroup> matching(std::string_view pattern) const;
    /// All servers, by id. From any server: the config DB's own master may be the one that is to be replaced.
    [[nodiscard]] std::vector<dbpool::RegisteredDatabase> registered() const;

    /// The operator's account if one is registered.
    [[nodiscard]] dbpool::Endpoint accountAt(const dbpool::RegisteredDatabase& database) const;

    inline static constexpr std::string_view kConfigCluster = "configdb";

private:
    [[nodiscard]] DatabaseGroup from(const std::vector<dbpool::RegisteredDatabase>& members,
                                     const std::vector<dbpool::RegisteredDatabase>& all) const;
    /// `server_id` of each server of the config DB as it last said; 0 if it never did.
    [[nodiscard]] std::vector<std::int64_t> configServerIds() const;

    const Cluster& cluster_;
    mutable std::mutex mutex_;
    mutable std::vector<std::int64_t> configServerIds_;  // guarded by mutex_
};

}  // namespace admin
