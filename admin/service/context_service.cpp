#include "admin/service/context_service.h"

#include "admin/options.h"
#include "admin/service/context_access.h"
#include "admin/service/context_lock.h"
#include "admin/service/filestore_identity.h"
#include "admin/service/placement.h"
#include "admin/service/problems.h"
#include "admin/service/usage_report.h"
#include "admin/units.h"
#include "dbpool/configdb/database_registry.h"
#include "dbpool/configdb/placement_reader.h"
#include "dbpool/configdb/server_registry.h"
#include "dbpool/driver/db_error.h"
#include "filestore/marker.h"
#include "groupware/base/crypto.h"
#include "groupware/base/log.h"
#include "groupware/session/session_id.h"

#include <algorithm>

namespace admin {
namespace {

namespace principals = groupware::principals;
using dbpool::ConfigReadSession;
using dbpool::ConfigTransaction;
using dbpool::ContextReader;
using dbpool::ContextRegistry;
using dbpool::RegisteredContext;
using groupware::ContextId;
using groupware::session::SessionId;

constexpr std::size_t kMaxNameLength = 128;
constexpr std::size_t kMaxMappingLength = 255;
constexpr std::int64_t kSettledAtOnce = 100;

/// Characters of context names and login mappings.
void requirePlainName(std::string_view what, std::string_view name, std::size_t maxLength) {
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789$%.+_-";
    if (!name.empty() && name.size() <= maxLength && name.find_first_not_of(kAllowed) == std::string_view::npos) return;
    throw invalid("Illegal " + std::string(what) + ": letters, digits and $ % . + _ - are allowed");
}

void requireValid(const NewContext& wanted) {
    if (wanted.id.value < 1 || wanted.id.value > SessionId::kMaxContext) {
        throw invalid("Context ids are numbers from 1 to " + std::to_string(SessionId::kMaxContext));
    }
    if (wanted.quotaBytes < -1) throw invalid("Illegal quota");
    if (!wanted.name.empty()) requirePlainName("context name", wanted.name, kMaxNameLength);
    for (const auto& mapping : wanted.mappings) requirePlainName("login mapping", mapping, kMaxMappingLength);
}

}  // namespace

ContextService::ContextService(const Cluster& cluster, filestore::FileSystem& files, principals::PasswordHasher& hasher,
                               groupware::main::TimeZones& timeZones, SagaObserver& observer,
                               const groupware::Configuration& configuration)
    : cluster_(cluster),
      files_(files),
      hasher_(hasher),
      timeZones_(timeZones),
      schemas_(cluster, observer, configuration.get(kContextsPerSchema)),
      saga_(cluster, files, observer),
      contextsPerSchema_(configuration.get(kContextsPerSchema)),
      averageBytes_(configuration.get(kAverageContextSize) * kMiB),
      defaultAccess_(configuration.get(kDefaultAccessCombination)),
      defaultTimeZone_(configuration.get(kDefaultTimeZone)),
      lockWait_(configuration.get(kSagaWait)) {}

dbpool::NamedLock ContextService::lock(ContextId context) {
    auto lock = lockContext(cluster_, context, lockWait_);
    if (!lock) throw storageProblem("Context " + std::to_string(context.value) + " is being changed by another call");
    return std::move(*lock);
}

RegisteredContext ContextService::settledAndFound(ContextId context) {
    saga_.settle(context);
    return find(context);
}

void ContextService::create(const NewContext& wanted) {
    requireValid(wanted);
    UserInput input = wanted.admin;
    requireKnownTimeZone(input, timeZones_);
    if (!input.accessCombination) input.accessCombination = defaultAccess_;
    auto admin = newUserOf(input, defaultTimeZone_, hasher_);
    admin.access = accessOf(input, {});

    make(wanted, input.access.empty() ? *input.accessCombination : "", admin);
}

void ContextService::createForImport(const NewContext& wanted, const principals::NewUser& admin) {
    requireValid(wanted);
    principals::requireValid(admin);
    const auto& combination = wanted.admin.accessCombination;
    const bool known = combination && principals::ModuleAccess::combination(*combination);
    make(wanted, known ? *combination : "", admin);
    // Nothing is left to settle: the context's own schema goes on taking what the import writes.
    cluster_.config.write([&](ConfigTransaction& transaction) {
        ContextRegistry registry(transaction);
        registry.setEnabled(wanted.id, false);
        registry.settle(wanted.id);
    });
}

void ContextService::requireCreatable(const NewContext& wanted, const principals::NewUser& admin) {
    requireValid(wanted);
    principals::requireValid(admin);
    cluster_.config.readMaster([&](ConfigReadSession& session) {
        ContextReader reader(session);
        if (reader.find(wanted.id)) throw contextExists(wanted.id);
        if (wanted.name.empty() || !reader.find(wanted.name)) return;
        throw invalid("Context " + wanted.name + " already exists!");
    });
}

void ContextService::make(const NewContext& wanted, const std::string& accessCombination,
                          const principals::NewUser& admin) {
    const auto held = lock(wanted.id);
    saga_.settle(wanted.id);
    const bool exists = cluster_.config.readMaster(
        [&](ConfigReadSession& session) { return ContextReader(session).find(wanted.id).has_value(); });
    if (exists) throw contextExists(wanted.id);

    RegisteredContext context;
    context.id = wanted.id;
    context.name = wanted.name.empty() ? std::to_string(wanted.id.value) : wanted.name;
    context.operation = groupware::crypto::randomBytes(kOperationBytes);
    context.filestoreName = std::to_string(wanted.id.value) + "_ctx_store";
    context.quotaBytes = wanted.quotaBytes;
    context.accessCombination = accessCombination;
    context.mappings = wanted.mappings;
    placeAndReserve(wanted, context);
    saga_.fill(context, admin);
    groupware::log::information(
        "context.created",
        {{"context", context.id.value}, {"schema", context.location.schema}, {"filestore", context.filestore.value}});
}

std::vector<dbpool::ClusterPlace> ContextService::clustersFor(const NewContext& wanted) {
    if (wanted.database) return {clusterOf(*wanted.database)};
    auto places = orderedClusters(
        cluster_.config.readMaster([](ConfigReadSession& session) { return dbpool::PlaceReader(session).clusters(); }));
    if (places.empty()) {
        throw storageProblem(
            "The new context could not be created. The maximum number of contexts in every database cluster has been "
            "reached. Use register-, create- or change database to resolve the problem.");
    }
    return places;
}

/// The cluster of the master that the administrator chose, whatever its weight.
dbpool::ClusterPlace ContextService::clusterOf(groupware::DatabaseId database) {
    const std::string id = std::to_string(database.value);
    return cluster_.config.readMaster([&](ConfigReadSession& session) {
        const auto known = dbpool::DatabaseReader(session).find(database);
        if (!known) throw noSuchDatabase(id);
        if (!known->isMaster()) throw invalid("Database " + id + " is not a master");
        for (auto& place : dbpool::PlaceReader(session).clusters()) {
            if (place.cluster == known->cluster) return place;
        }
        throw storageProblem("Database " + id + " takes no more contexts");
    });
}

std::vector<dbpool::RegisteredFilestore> ContextService::filestoresFor(const NewContext& wanted) {
    auto stores =
        cluster_.config.readMaster([](ConfigReadSession& session) { return dbpool::FilestoreReader(session).list(); });
    if (wanted.filestore) {
        std::erase_if(stores, [&](const auto& store) { return store.id != *wanted.filestore; });
        if (stores.empty()) throw noSuchStore(*wanted.filestore);
    }
    stores = orderedFilestores(stores, {.averageBytes = averageBytes_, .freeBytes = [&](const auto& store) {
                                            const auto directory = filestore::directoryOf(store.uri);
                                            filestore::verify(files_, directory, identityOf(store));
                                            return files_.freeBytes(directory);
                                        }});
    if (!stores.empty()) return stores;
    if (wanted.filestore) {
        throw storageProblem("Store " + std::to_string(wanted.filestore->value) + " is full or not mounted");
    }
    throw storageProblem("No usable or suitable filestore found");
}

/// Tries the places in order. A place that somebody else takes in between costs one more look at all of them.
void ContextService::placeAndReserve(const NewContext& wanted, RegisteredContext& context) {
    const auto server = cluster_.config.readMaster([&](ConfigReadSession& session) {
        context.location.epoch = dbpool::PlacementReader(session).newEpoch();
        return dbpool::ServerReader(session).find(cluster_.serverName);
    });
    if (!server) throw storageProblem("Server " + cluster_.serverName + " is not registered");
    context.server = server->id;

    constexpr int kLooks = 10;
    for (int look = 0; look < kLooks; ++look) {
        std::optional<AdminError> unreachable;
        const auto stores = filestoresFor(wanted);
        for (const auto& place : clustersFor(wanted)) {
            context.location.cluster = place.cluster;
            try {
                context.location.schema = schemas_.schemaWithRoom(place.cluster);
            } catch (const AdminError& error) {
                groupware::log::warning("placement.skipped", {{"cluster", place.cluster}, {"why", error.what()}});
                unreachable = error;
                continue;
            }
            context.filestore = stores.front().id;
            context.filestoreUri = stores.front().uri;
            if (saga_.reserve(context, contextsPerSchema_)) return;
        }
        if (unreachable) {
            throw storageProblem(
                "The new context could not be created. All not full databases can not be connected to. " +
                std::string(unreachable->what()));
        }
    }
    throw storageProblem("The new context could not be created. Too many are created at once; try again.");
}

RegisteredContext ContextService::find(ContextId context) {
    auto found =
        cluster_.config.readMaster([&](ConfigReadSession& session) { return ContextReader(session).find(context); });
    if (!found || found->stage != dbpool::ContextStage::Active) throw noSuchContext(std::to_string(context.value));
    return *found;
}

RegisteredContext ContextService::findByName(std::string_view name) {
    auto found =
        cluster_.config.readMaster([&](ConfigReadSession& session) { return ContextReader(session).find(name); });
    if (!found || found->stage != dbpool::ContextStage::Active) throw noSuchContext(std::string(name));
    return *found;
}

std::vector<RegisteredContext> ContextService::list(std::string_view pattern) {
    auto contexts =
        cluster_.config.readMaster([&](ConfigReadSession& session) { return ContextReader(session).list(pattern); });
    std::erase_if(contexts, [](const auto& context) { return context.stage != dbpool::ContextStage::Active; });
    return contexts;
}

std::map<ContextId, std::int64_t> ContextService::usedBytes(const std::vector<RegisteredContext>& contexts) const {
    return admin::usedBytes(cluster_, contexts);
}

void ContextService::change(ContextId context, const ContextChange& change) {
    if (change.reason && change.enabled.value_or(true)) throw invalid("Only a context being disabled has a reason");
    const auto held = lock(context);
    const auto found = settledAndFound(context);
    changeRows(context, change);
    if (change.quotaBytes) saga_.setQuota(found, *change.quotaBytes);
    // What is inside a context changes while it is enabled only.
    if (change.enabled == true) saga_.setEnabled(settledAndFound(context), true, std::nullopt);
    if (change.users.accessCombination || !change.users.access.empty()) {
        changeAccessOfAll(cluster_, context, change.users);
    }
    if (!change.objectQuotas.empty()) QuotaService(cluster_).set(context, change.objectQuotas);
    if (change.enabled == false) saga_.setEnabled(settledAndFound(context), false, change.reason);
}

void ContextService::changeRows(ContextId context, const ContextChange& change) {
    if (change.quotaBytes && *change.quotaBytes < -1) throw invalid("Illegal quota");
    if (change.name) requirePlainName("context name", *change.name, kMaxNameLength);
    for (const auto& mapping : change.addMappings) requirePlainName("login mapping", mapping, kMaxMappingLength);
    const std::string own = std::to_string(context.value);
    cluster_.config.write([&](ConfigTransaction& transaction) {
        ContextRegistry registry(transaction);
        if (change.name) registry.rename(context, *change.name);
        for (const auto& mapping : change.removeMappings) {
            if (mapping == own) throw invalid("The id of a context is always a login mapping");
            registry.removeMapping(context, mapping);
        }
        for (const auto& mapping : change.addMappings) registry.addMapping(context, mapping);
    });
}

void ContextService::remove(ContextId context) {
    const auto held = lock(context);
    saga_.remove(settledAndFound(context));
    groupware::log::information("context.deleted", {{"context", context.value}});
}

void ContextService::settleLeftovers(const std::atomic<bool>& ending) {
    const auto unfinished = cluster_.config.readMaster(
        [](ConfigReadSession& session) { return ContextReader(session).unfinished(kSettledAtOnce); });
    for (const auto context : unfinished) {
        if (ending) return;
        try {
            const auto held = lockContext(cluster_, context, std::chrono::milliseconds(0));
            if (held) saga_.settle(context);
        } catch (const groupware::Error& error) {
            groupware::log::warning("context.settle.later", {{"context", context.value}, {"why", error.what()}});
        } catch (const dbpool::DbError& error) {
            groupware::log::warning("context.settle.later", {{"context", context.value}, {"why", error.what()}});
        }
    }
}

}  // namespace admin
