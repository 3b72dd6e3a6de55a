#pragma once

#include "admin/service/cluster.h"
#include "admin/service/saga_observer.h"
#include "dbpool/configdb/context_registry.h"
#include "filestore/file_system.h"
#include "groupware/principals/user.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace admin {

/// Octets of RegisteredContext::operation.
inline constexpr std::size_t kOperationBytes = 16;

/// The steps of creating, deleting and switching a context, over the config DB, the context's schema and its
/// filestore. The first step writes into the config DB what is going on; whatever happens later, the context is
/// finished or undone: at once, or by settle() after a kill. The caller holds the context's lock (context_lock.h).
class ContextSaga {
public:
    /// All must outlive this object.
    ContextSaga(const Cluster& cluster, filestore::FileSystem& files, SagaObserver& observer)
        : cluster_(cluster), files_(files), observer_(observer) {}

    /// Takes the places in the config DB. @return false if one of them was taken meanwhile
    [[nodiscard]] bool reserve(const dbpool::RegisteredContext& context, std::int64_t contextsPerSchema);
    /// After reserve(): writes the context's own rows and makes it active, or undoes everything and throws.
    void fill(const dbpool::RegisteredContext& context, const groupware::principals::NewUser& admin);

    /// Deletes an active context with everything in it.
    void remove(const dbpool::RegisteredContext& context);

    /// Enables or disables an active context. @param reason  why it is disabled, if that is to be said
    void setEnabled(const dbpool::RegisteredContext& context, bool enabled, std::optional<std::int64_t> reason);
    /// Changes the quota of an active context.
    void setQuota(const dbpool::RegisteredContext& context, std::int64_t bytes);

    /// Finishes or undoes what a killed operation has left, if anything.
    void settle(groupware::ContextId context);

private:
    void writeRows(const dbpool::RegisteredContext& context, const groupware::principals::NewUser& admin);
    [[nodiscard]] bool hasRows(const dbpool::RegisteredContext& context);
    void activate(const dbpool::RegisteredContext& context);
    void undo(const dbpool::RegisteredContext& context);
    void finishRemove(const dbpool::RegisteredContext& context);
    void removeFiles(const dbpool::RegisteredContext& context);
    void pushSettings(const dbpool::RegisteredContext& context);

    const Cluster& cluster_;
    filestore::FileSystem& files_;
    SagaObserver& observer_;
};

}  // namespace admin
