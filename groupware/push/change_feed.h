#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/push/waiter.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace groupware::push {

struct FeedLimits {
    std::size_t perSession = 0;
    std::size_t perContext = 0;
    std::size_t perNode = 0;
    std::size_t changesAtOnce = 0;
};

struct FeedCounters {
    std::atomic<std::uint64_t> polls{0};     ///< contexts looked at
    std::atomic<std::uint64_t> failures{0};  ///< of these, in vain
    std::atomic<std::uint64_t> wakes{0};     ///< clients that something was found for
};

/// Who waits for changes on this node. Looks for them in all contexts that somebody waits for, with one statement for
/// each, and wakes those whose folders changed. What changed is the woken one's to find out, with the freshness of his
/// own request: a poll may be answered by any server. Safe to call from any thread.
class ChangeFeed {
public:
    /// @param database  must outlive this object, which must outlive all waiters
    ChangeFeed(dbpool::ContextDatabase& database, const FeedLimits& limits) : database_(database), limits_(limits) {}

    /// From now on somebody waits, as long as he keeps what is returned: shared by the copies of his question whether
    /// it is time.
    /// @throws Error TooManyRequests beyond a limit
    [[nodiscard]] std::shared_ptr<Waiter> wait(Interest interest);

    /// One look at every context that somebody waits for. For a thread of its own.
    void poll();

    [[nodiscard]] std::size_t waiting() const;
    [[nodiscard]] const FeedCounters& counters() const noexcept { return counters_; }

private:
    struct Watched {
        Seq position{};  ///< everything up to here was seen
        std::vector<std::weak_ptr<Waiter>> waiters{};
    };
    void requireRoom(const Interest& interest) const;
    void forgetGone();
    void poll(ContextId context, Seq position);
    void wake(ContextId context, Seq position, const Changes& changes);

    dbpool::ContextDatabase& database_;
    const FeedLimits limits_;
    FeedCounters counters_;
    mutable std::mutex mutex_;
    std::map<ContextId, Watched> contexts_;  // guarded by mutex_
};

}  // namespace groupware::push
