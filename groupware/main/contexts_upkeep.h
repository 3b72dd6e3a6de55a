#pragma once

#include "dbpool/configdb/config_database.h"
#include "groupware/base/ids.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace groupware::main {

/// One context's share of a housekeeping job: cheap, and harmless if another node does the same at once.
struct UpkeepJob {
    const char* name;  ///< in log lines
    std::function<void(ContextId)> run;
};

/// The contexts that one of several equal nodes looks after. Nodes that count each other differently for a moment leave
/// some contexts to the next round, or do them twice.
struct UpkeepShare {
    std::int64_t index = 0;  ///< from 0
    std::int64_t count = 1;

    [[nodiscard]] bool has(ContextId context) const noexcept { return context.value % count == index; }
};

/// The share of the node with this name and route: its place among those whose last heartbeat is younger than
/// `staleAfter`. A node that is not on the list looks after everything.
[[nodiscard]] UpkeepShare upkeepShare(dbpool::ConfigDatabase& config, std::string_view name, std::string_view route,
                                      std::chrono::seconds staleAfter);

/// Runs every job once for every active context of the share. A job that fails for one context is a warning and the
/// rest go on.
/// @param ending  looked at between contexts
void keepContexts(dbpool::ConfigDatabase& config, const UpkeepShare& share, const std::vector<UpkeepJob>& jobs,
                  const std::atomic<bool>& ending);

}  // namespace groupware::main
