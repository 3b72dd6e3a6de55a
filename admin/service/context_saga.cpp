#include "admin/service/context_saga.h"

#include "admin/service/filestore_identity.h"
#include "admin/service/problems.h"
#include "dbpool/configdb/maintenance_reasons.h"
#include "dbpool/configdb/named_lock.h"
#include "filestore/marker.h"
#include "filestore/quota.h"
#include "groupware/base/crypto.h"
#include "groupware/base/log.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/sync/change.h"

#include <chrono>
#include <exception>
#include <filesystem>
#include <utility>

namespace admin {
namespace {

namespace principals = groupware::principals;
namespace sync = groupware::sync;
using dbpool::ConfigTransaction;
using dbpool::ContextRegistry;
using dbpool::RegisteredContext;
using groupware::Error;
using groupware::ErrorCode;

constexpr std::chrono::seconds kTurnWait{30};

dbpool::Change contextChange(const RegisteredContext& context, sync::Verb verb) {
    return sync::change(sync::Kind::Context, verb, {}, context.id.value);
}

/// Leaves the probing transaction of hasRows() without a trace.
struct NothingThere {};

/// Runs at the end of the scope, however it is left, unless dismissed.
template <class Action>
class Finally {
public:
    explicit Finally(Action action) : action_(std::move(action)) {}
    ~Finally() {
        if (armed_) action_();
    }
    Finally(const Finally&) = delete;
    Finally& operator=(const Finally&) = delete;
    void dismiss() noexcept { armed_ = false; }

private:
    Action action_;
    bool armed_ = true;
};

[[noreturn]] void refuseLost(const RegisteredContext& context) {
    throw AdminError(ErrorCode::Conflict, Problem::General,
                     "Context " + std::to_string(context.id.value) + " was taken over by another operation");
}

}  // namespace

bool ContextSaga::reserve(const RegisteredContext& context, std::int64_t contextsPerSchema) {
    // The counters already changed must be rolled back too, so "no" leaves the transaction as an exception.
    struct PlaceTaken {};
    try {
        cluster_.config.write([&](ConfigTransaction& transaction) {
            if (!ContextRegistry(transaction).reserve(context, contextsPerSchema)) throw PlaceTaken{};
        });
    } catch (const PlaceTaken&) {
        return false;
    }
    observer_.reached(SagaStep::Reserved);
    return true;
}

void ContextSaga::fill(const RegisteredContext& context, const principals::NewUser& admin) {
    {
        Finally undoing([&] { undo(context); });
        writeRows(context, admin);
        undoing.dismiss();
    }
    observer_.reached(SagaStep::Filled);
    activate(context);
    observer_.reached(SagaStep::Activated);
}

/// One new context per schema at a time: first rows of several contexts meet in the same gaps of the indexes, and the
/// deadlocks would outlast any number of quick retries.
void ContextSaga::writeRows(const RegisteredContext& context, const principals::NewUser& admin) {
    const auto turn = dbpool::NamedLock::tryAcquire(cluster_.config.masterEndpoint(), cluster_.configSchema,
                                                    "fill." + context.location.schema, kTurnWait);
    if (!turn) throw storageProblem("Too many contexts are created in schema " + context.location.schema);
    const auto modules = admin.access.names();
    cluster_.contexts.create(context.id, context.location, [&](dbpool::WriteTransaction& tx) {
        principals::addContextAdmin(tx, admin);
        groupware::folders::createContextTree(tx, principals::kContextAdmin);
        groupware::folders::createUserFolders(tx, principals::kContextAdmin, admin.displayName, modules);
        filestore::createUsage(tx, context.quotaBytes);
        tx.record(contextChange(context, sync::Verb::Created));
        observer_.reached(SagaStep::Written);
    });
}

void ContextSaga::activate(const RegisteredContext& context) {
    const bool done = cluster_.config.write([&](ConfigTransaction& transaction) {
        return ContextRegistry(transaction).activate(context.id, context.operation);
    });
    if (!done) refuseLost(context);
}

/// Whether the context's own rows are committed. Tries to add them: unlike a read this waits for a transaction of a
/// killed daemon that the server has not ended yet.
bool ContextSaga::hasRows(const RegisteredContext& context) {
    try {
        cluster_.contexts.create(context.id, context.location, [](dbpool::WriteTransaction&) { throw NothingThere{}; });
    } catch (const NothingThere&) {
        return false;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Conflict) throw;
    }
    return true;
}

/// Takes a creation back. If that fails too, the next settle() goes on.
void ContextSaga::undo(const RegisteredContext& context) {
    try {
        cluster_.contexts.drop(context.id, context.location);
        const bool done = cluster_.config.write([&](ConfigTransaction& transaction) {
            return ContextRegistry(transaction).forget(context, context.operation);
        });
        if (done) groupware::log::information("context.undone", {{"context", context.id.value}});
    } catch (const std::exception& error) {  // runs while another error is on its way
        groupware::log::warning("context.undo.later", {{"context", context.id.value}, {"why", error.what()}});
    }
}

void ContextSaga::remove(const RegisteredContext& context) {
    RegisteredContext condemned = context;
    condemned.operation = groupware::crypto::randomBytes(kOperationBytes);
    cluster_.config.write([&](ConfigTransaction& transaction) {
        ContextRegistry(transaction).beginDelete(condemned.id, condemned.operation);
    });
    observer_.reached(SagaStep::Condemned);
    finishRemove(condemned);
}

void ContextSaga::finishRemove(const RegisteredContext& context) {
    cluster_.contexts.drop(context.id, context.location);
    observer_.reached(SagaStep::Emptied);
    removeFiles(context);
    observer_.reached(SagaStep::Swept);
    const bool done = cluster_.config.write([&](ConfigTransaction& transaction) {
        return ContextRegistry(transaction).forget(context, context.operation);
    });
    if (!done) refuseLost(context);
}

void ContextSaga::removeFiles(const RegisteredContext& context) {
    const auto store = cluster_.config.readMaster(
        [&](dbpool::ConfigReadSession& session) { return dbpool::FilestoreReader(session).find(context.filestore); });
    if (!store) throw noSuchStore(context.filestore);
    const auto directory = filestore::directoryOf(store->uri);
    // Without the marker nothing is mounted there; the files would stay behind unnoticed.
    filestore::verify(files_, directory, identityOf(*store));
    std::error_code problem;
    std::filesystem::remove_all(directory / context.filestoreName, problem);
    if (problem) throw storageProblem((directory / context.filestoreName).string() + ": " + problem.message());
}

void ContextSaga::setEnabled(const RegisteredContext& context, bool enabled, std::optional<std::int64_t> reason) {
    cluster_.config.write([&](ConfigTransaction& transaction) {
        ContextRegistry(transaction).setEnabled(context.id, enabled);
        dbpool::ReasonRegistry(transaction).assign(context.id, reason);
    });
    RegisteredContext changed = context;
    changed.enabled = enabled;
    pushSettings(changed);
}

void ContextSaga::setQuota(const RegisteredContext& context, std::int64_t bytes) {
    cluster_.config.write(
        [&](ConfigTransaction& transaction) { ContextRegistry(transaction).setQuota(context.id, bytes); });
    RegisteredContext changed = context;
    changed.quotaBytes = bytes;
    pushSettings(changed);
}

/// Writes what the config DB says about the context into its own schema. The quota of a disabled context waits for its
/// enabling: nobody can write there before.
void ContextSaga::pushSettings(const RegisteredContext& context) {
    const auto state = context.enabled ? dbpool::ContextState::Active : dbpool::ContextState::Disabled;
    cluster_.contexts.setState(context.id, state, contextChange(context, sync::Verb::Changed));
    if (context.enabled) {
        cluster_.contexts.write(context.id, [&](dbpool::WriteTransaction& tx) {
            filestore::setQuota(tx, context.quotaBytes);
            tx.record(contextChange(context, sync::Verb::Changed));
        });
    }
    cluster_.config.write([&](ConfigTransaction& transaction) { ContextRegistry(transaction).settle(context.id); });
}

void ContextSaga::settle(groupware::ContextId id) {
    auto context = cluster_.config.readMaster(
        [&](dbpool::ConfigReadSession& session) { return dbpool::ContextReader(session).find(id); });
    if (!context) return;
    if (context->stage == dbpool::ContextStage::Active) {
        if (context->unsettled) pushSettings(*context);
        return;
    }
    const std::string operation = groupware::crypto::randomBytes(kOperationBytes);
    const bool taken = cluster_.config.write([&](ConfigTransaction& transaction) {
        return ContextRegistry(transaction).takeOver(id, context->operation, operation);
    });
    if (!taken) return;  // its owner lives after all
    context->operation = operation;
    if (context->stage == dbpool::ContextStage::Deleting) {
        finishRemove(*context);
    } else if (hasRows(*context)) {
        activate(*context);
    } else {
        undo(*context);
    }
    groupware::log::information("context.settled", {{"context", id.value}});
}

}  // namespace admin
