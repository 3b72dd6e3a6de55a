#pragma once

#include "dbpool/configdb/config_database.h"
#include "dbpool/routing/cluster_directory.h"
#include "dbpool/routing/context_database.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace dbpool {

/// The thread that keeps routing current and tidy: config_state and terms, idle connections, old change records.
/// Errors are logged and the work is tried again. Starts when constructed, stops when destroyed.
class Housekeeper {
public:
    struct Intervals {
        std::chrono::milliseconds refresh{1'000};
        std::chrono::milliseconds closeIdle{10'000};
        std::chrono::milliseconds removeOldChanges{600'000};
    };

    /// All must outlive this object.
    Housekeeper(ConfigDatabase& config, ClusterDirectory& clusters, ContextDatabase& contexts,
                const Intervals& intervals);
    ~Housekeeper();
    Housekeeper(const Housekeeper&) = delete;
    Housekeeper& operator=(const Housekeeper&) = delete;

private:
    void run(const std::stop_token& stop);

    ConfigDatabase& config_;
    ClusterDirectory& clusters_;
    ContextDatabase& contexts_;
    Intervals intervals_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

}  // namespace dbpool
