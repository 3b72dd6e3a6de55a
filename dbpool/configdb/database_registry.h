#pragma once

#include "dbpool/configdb/config_session.h"
#include "dbpool/replication/durability.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// Longest name of a master: schemas are named `<name>_<number>`.
inline constexpr std::size_t kMaxClusterNameLength = 40;

inline constexpr std::size_t kMaxSiteLength = 64;

/// An account at a database server beside the nodes' own. See endpoint_of.h.
struct DatabaseAccount {
    std::string login = {};           ///< empty: none is registered
    std::string sealedPassword = {};  ///< with the cluster key
};

/// What is stored about one database server. The password is sealed with the cluster key.
struct DatabaseSettings {
    std::string name;
    std::string url;  ///< mysql://host:port
    std::string login;
    std::string sealedPassword;
    std::string tlsCaFile;
    bool tlsVerifyName = true;
    std::string tlsCertificateFile = {};
    std::string tlsKeyFile = {};
    DatabaseAccount operatorAccount = {};   ///< may promote a server; the administration's alone
    DatabaseAccount migrationAccount = {};  ///< may create and alter schemas; without one the nodes' account does it
    bool hardLimit = true;
    std::int64_t maxConnections = 100;
    std::int64_t initialConnections = 0;
    std::int64_t weight = 100;                      ///< of its cluster; 0 to 100
    std::int64_t maxUnits = 1000;                   ///< contexts its cluster takes; -1 unlimited, 0 none
    std::int64_t readWeight = 100;                  ///< its own: see DatabaseDefinition::weight
    std::string site{};                             ///< at most kMaxSiteLength
    Durability durability = Durability::Available;  ///< of its cluster
};

/// One registered database server.
struct RegisteredDatabase {
    groupware::DatabaseId id;
    std::int64_t cluster = 0;
    std::string clusterName;         ///< schemas of the cluster are named `<clusterName>_<number>`
    groupware::DatabaseId masterId;  ///< its own id if it is the master
    std::int64_t contexts = 0;       ///< places taken in its cluster
    DatabaseSettings settings;

    [[nodiscard]] bool isMaster() const noexcept { return id == masterId; }
};

class DatabaseReader {
public:
    explicit DatabaseReader(ConfigReadSession& session) : session_(session) {}

    [[nodiscard]] std::optional<RegisteredDatabase> find(groupware::DatabaseId database);
    [[nodiscard]] std::optional<RegisteredDatabase> find(std::string_view name);
    /// By id. @param pattern  of the name; `*` stands for any text
    [[nodiscard]] std::vector<RegisteredDatabase> list(std::string_view pattern = "*");

private:
    ConfigReadSession& session_;
};

class DatabaseRegistry {
public:
    explicit DatabaseRegistry(ConfigTransaction& transaction) : transaction_(transaction) {}

    /// Takes two ids: the database's and, next, its cluster's.
    /// @throws groupware::Error Conflict if the name is taken
    groupware::DatabaseId addMaster(const DatabaseSettings& settings);
    /// @throws groupware::Error Conflict if the name is taken, NotFound if `master` is not a registered master
    groupware::DatabaseId addReplica(const DatabaseSettings& settings, groupware::DatabaseId master);
    /// Stores all of `settings`; weight, units and durability belong to the cluster and are changed at its master only.
    /// @throws groupware::Error NotFound, Conflict
    void change(groupware::DatabaseId database, const DatabaseSettings& settings);
    /// Every cluster that has a server at `url` gets it as its master: the first guess of processes that start.
    void setMaster(std::string_view url);
    /// @throws groupware::Error NotFound, Conflict if it is a master with replicas or contexts
    void remove(groupware::DatabaseId database);

private:
    void requireFree(std::string_view name);
    void insert(groupware::DatabaseId id, std::int64_t cluster, const DatabaseSettings& settings);
    void storeAccounts(groupware::DatabaseId id, const DatabaseSettings& settings);

    ConfigTransaction& transaction_;
};

}  // namespace dbpool
