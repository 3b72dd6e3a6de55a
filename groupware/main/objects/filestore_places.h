#pragma once

#include "dbpool/configdb/config_database.h"
#include "filestore/directory.h"
#include "groupware/base/ids.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>

namespace groupware::main {

/// Where each context's files are, remembered until the config DB changes. Safe to call from any thread.
class FilestorePlaces {
public:
    /// @param config  outlives this object; whoever refreshes it decides how old an answer may be
    explicit FilestorePlaces(dbpool::ConfigDatabase& config) : config_(config) {}

    /// @throws Error NotFound for an unknown context, Unavailable
    [[nodiscard]] filestore::ContextPlace find(ContextId context);

    /// Contexts remembered; with more, all are forgotten and asked for again.
    static constexpr std::size_t kMaxRemembered = 100'000;

private:
    [[nodiscard]] filestore::ContextPlace load(ContextId context);

    dbpool::ConfigDatabase& config_;
    std::mutex mutex_;
    std::int64_t seq_ = 0;                                // guarded by mutex_
    std::map<ContextId, filestore::ContextPlace> known_;  // guarded by mutex_
};

}  // namespace groupware::main
