#pragma once

#include "dbpool/configdb/config_database.h"
#include "groupware/base/ids.h"

#include <atomic>
#include <functional>
#include <vector>

namespace groupware::main {

/// One context's share of a housekeeping job: cheap, and harmless if another node does the same at once.
struct UpkeepJob {
    const char* name;  ///< in log lines
    std::function<void(ContextId)> run;
};

/// Runs every job once for every active context. A job that fails for one context is a warning and the rest go on.
/// @param ending  looked at between contexts
void keepContexts(dbpool::ConfigDatabase& config, const std::vector<UpkeepJob>& jobs, const std::atomic<bool>& ending);

}  // namespace groupware::main
