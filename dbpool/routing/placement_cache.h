#pragma once

#include "dbpool/configdb/config_database.h"
#include "dbpool/configdb/placement.h"
#include "groupware/base/error.h"

#include <cstdint>
#include <mutex>
#include <unordered_map>

namespace dbpool {

/// Thrown by whoever finds on the master that a context's rows are not where its placement says.
struct StalePlacement {};

/// Where contexts live, as far as this node has asked. Safe to call from any thread.
///
/// What the config DB may have changed since is asked anew; while it cannot be asked, what was known is used. That is
/// safe: the epoch in the context's own row gives a placement away that does not hold any more.
class PlacementCache {
public:
    /// `config` must outlive this object. @param capacity  contexts; a full cache starts anew
    PlacementCache(ConfigDatabase& config, std::size_t capacity) : config_(config), capacity_(capacity) {}

    /// Calls `use(location)`; if that throws StalePlacement, once more with what the master of the config DB says.
    /// @throws groupware::Error NotFound if the config DB has no such context, Unavailable if the second call throws
    ///         StalePlacement too
    template <class Use>
    auto with(groupware::ContextId context, const Use& use) {
        try {
            return use(find(context));
        } catch (const StalePlacement&) {
            forget(context);
        }
        try {
            return use(load(context));
        } catch (const StalePlacement&) {
            throw groupware::Error(groupware::ErrorCode::Unavailable,
                                   "context " + std::to_string(context.value) + " is not where the config DB says");
        }
    }

    /// Asks for every placement anew if the config DB has changed since the last call.
    void refresh();

private:
    [[nodiscard]] ContextLocation find(groupware::ContextId context);
    [[nodiscard]] ContextLocation load(groupware::ContextId context);
    void forget(groupware::ContextId context);
    void remember(groupware::ContextId context, const ContextLocation& location, std::int64_t seq);

    struct Known {
        ContextLocation location;
        std::int64_t seq = 0;  ///< seq_ when the config DB was asked
    };

    ConfigDatabase& config_;
    const std::size_t capacity_;
    std::mutex mutex_;
    std::unordered_map<std::int64_t, Known> locations_;  // guarded by mutex_
    std::int64_t seq_ = 0;                               // guarded by mutex_
};

}  // namespace dbpool
