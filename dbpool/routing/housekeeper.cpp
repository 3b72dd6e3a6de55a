#include "dbpool/routing/housekeeper.h"

#include "groupware/base/log.h"

#include <algorithm>
#include <array>
#include <exception>
#include <string_view>

namespace dbpool {

namespace {

using Clock = std::chrono::steady_clock;

struct Task {
    std::string_view name;
    std::chrono::milliseconds interval;
    std::function<void()> work;
    Clock::time_point due;
};

void perform(const Task& task) {
    try {
        task.work();
    } catch (const std::exception& error) {
        groupware::log::warning("housekeeping.failed", {{"task", task.name}, {"error", error.what()}});
    }
}

}  // namespace

Housekeeper::Housekeeper(ConfigDatabase& config, ClusterDirectory& clusters, ContextDatabase& contexts,
                         const Intervals& intervals)
    : config_(config), clusters_(clusters), contexts_(contexts), intervals_(intervals) {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Housekeeper::~Housekeeper() {
    thread_.request_stop();
    thread_.join();
}

void Housekeeper::run(const std::stop_token& stop) {
    const Clock::time_point start = Clock::now();
    std::array<Task, 3> tasks{{
        {"refresh", intervals_.refresh, [this] { contexts_.refresh(); }, start},
        {"close_idle", intervals_.closeIdle,
         [this] {
             config_.closeIdle();
             clusters_.closeIdle();
         },
         start + intervals_.closeIdle},
        {"remove_old_changes", intervals_.removeOldChanges, [this] { contexts_.removeOldChanges(); },
         start + intervals_.removeOldChanges},
    }};
    while (!stop.stop_requested()) {
        Task& next =
            *std::min_element(tasks.begin(), tasks.end(), [](const Task& a, const Task& b) { return a.due < b.due; });
        {
            std::unique_lock lock(mutex_);
            wake_.wait_until(lock, stop, next.due, [] { return false; });
        }
        if (stop.stop_requested()) return;
        perform(next);
        next.due = Clock::now() + next.interval;
    }
}

}  // namespace dbpool
