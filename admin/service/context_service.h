#pragma once

#include "admin/service/cluster.h"
#include "admin/service/context_saga.h"
#include "admin/service/quota_service.h"
#include "admin/service/schema_maker.h"
#include "admin/service/user_input.h"
#include "dbpool/configdb/context_registry.h"
#include "dbpool/configdb/filestore_registry.h"
#include "dbpool/configdb/named_lock.h"
#include "dbpool/configdb/place_registry.h"
#include "filestore/file_system.h"
#include "groupware/base/options.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace admin {

/// What createcontext asks for.
struct NewContext {
    groupware::ContextId id;
    std::string name;              ///< empty: the id
    std::int64_t quotaBytes = -1;  ///< -1 = unlimited
    UserInput admin;               ///< its access is the context's
    std::vector<std::string> mappings;
    std::optional<groupware::FilestoreId> filestore;  ///< else the best one
    std::optional<groupware::DatabaseId> database;    ///< a master; else the best one
};

/// What changecontext asks for; absent fields stay.
struct ContextChange {
    std::optional<std::string> name;
    std::optional<std::int64_t> quotaBytes;
    std::optional<bool> enabled;
    std::optional<std::int64_t> reason;  ///< why it is disabled
    std::vector<std::string> addMappings;
    std::vector<std::string> removeMappings;
    UserInput users;  ///< access only: of all users
    QuotaInput objectQuotas;
};

/// Provisioning of contexts. Safe to call from any thread and from several daemons at once. Every function throws
/// AdminError for what an administrator can understand, else what ConfigDatabase and ContextDatabase throw.
class ContextService {
public:
    /// All must outlive this object.
    ContextService(const Cluster& cluster, filestore::FileSystem& files, groupware::principals::PasswordHasher& hasher,
                   groupware::main::TimeZones& timeZones, SagaObserver& observer,
                   const groupware::Configuration& configuration);

    /// @throws AdminError ContextAlreadyExists; InvalidData, also for an unknown database or
    ///         filestore; ServerStorageError if no database or filestore, or not the wanted one, has room
    void create(const NewContext& wanted);
    /// Creates a context for an import, which brings users and folders along: disabled for administrators, writable for
    /// the import, and without a password or folders of its administrator.
    /// @param wanted  of `admin` only the name of the access combination counts
    /// @throws AdminError as create()
    void createForImport(const NewContext& wanted, const groupware::principals::NewUser& admin);
    /// Refuses what create() would refuse before it looks for a place.
    /// @throws AdminError as create()
    void requireCreatable(const NewContext& wanted, const groupware::principals::NewUser& admin);
    void change(groupware::ContextId context, const ContextChange& change);
    void remove(groupware::ContextId context);

    /// @throws AdminError NoSuchContext, also for one that is not active yet or no more
    [[nodiscard]] dbpool::RegisteredContext find(groupware::ContextId context);
    [[nodiscard]] dbpool::RegisteredContext findByName(std::string_view name);
    /// Active contexts. @param pattern  of id, name or mapping
    [[nodiscard]] std::vector<dbpool::RegisteredContext> list(std::string_view pattern);
    /// Octets that the files of each context use; see usage_report.h.
    [[nodiscard]] std::map<groupware::ContextId, std::int64_t> usedBytes(
        const std::vector<dbpool::RegisteredContext>& contexts) const;

    /// Finishes or undoes what killed daemons have left. Contexts that a living one works on are left alone.
    /// @param ending  true when the daemon ends and the rest is to wait for the next one
    void settleLeftovers(const std::atomic<bool>& ending);

private:
    void make(const NewContext& wanted, const std::string& accessCombination,
              const groupware::principals::NewUser& admin);
    void placeAndReserve(const NewContext& wanted, dbpool::RegisteredContext& context);
    [[nodiscard]] std::vector<dbpool::ClusterPlace> clustersFor(const NewContext& wanted);
    [[nodiscard]] dbpool::ClusterPlace clusterOf(groupware::DatabaseId database);
    [[nodiscard]] std::vector<dbpool::RegisteredFilestore> filestoresFor(const NewContext& wanted);
    [[nodiscard]] dbpool::NamedLock lock(groupware::ContextId context);
    [[nodiscard]] dbpool::RegisteredContext settledAndFound(groupware::ContextId context);
    void changeRows(groupware::ContextId context, const ContextChange& change);

    const Cluster& cluster_;
    filestore::FileSystem& files_;
    groupware::principals::PasswordHasher& hasher_;
    groupware::main::TimeZones& timeZones_;
    SchemaMaker schemas_;
    ContextSaga saga_;
    std::int64_t contextsPerSchema_;
    std::int64_t averageBytes_;
    std::string defaultAccess_;
    std::string defaultTimeZone_;
    std::chrono::milliseconds lockWait_;
};

}  // namespace admin
