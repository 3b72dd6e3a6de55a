#pragma once

#include "groupware/base/freshness.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace dbpool {

/// For what a request waits that met no master.
struct MasterWait {
    std::function<bool()> over;          ///< whether there is one; asks no server, from any thread
    std::chrono::milliseconds atMost{};  ///< RoutingLimits::writeWait
};

/// What one request did in the context databases: for its access log line, and for what its answer has to say.
struct RequestCounters {
    std::uint64_t statements = 0;         ///< SQL statements sent, transaction control included
    std::chrono::nanoseconds sqlTime{0};  ///< from sending them to having their answers
    std::uint64_t replicaReads = 0;       ///< snapshots and admissions answered by a replica
    std::uint64_t masterReads = 0;
    std::uint64_t admissions = 0;        ///< asked for
    std::uint64_t sharedAdmissions = 0;  ///< answered by what another request asked for
    std::uint64_t writes = 0;            ///< transactions committed
    std::uint64_t gateWaits = 0;         ///< snapshots that waited for a replica
    std::uint64_t gateMisses = 0;        ///< replicas asked that were behind
    std::uint64_t unprovenReads = 0;     ///< snapshots and admissions that no master proves: perhaps an old state
    std::optional<groupware::CommitToken> committed{};  ///< the newest state that it wrote
    /// Of RoutingLimits::writeTime: what the request waited before it ran, and in its writes so far.
    std::chrono::nanoseconds waited{0};
    bool outcomeUnknown = false;             ///< a COMMIT was not answered; it may have been done
    std::optional<MasterWait> masterWait{};  ///< it failed for want of a master that may be back soon

    /// Whether the request may simply run anew once there is a master: it failed for want of one, and before it
    /// changed anything.
    [[nodiscard]] bool mayWaitForMaster() const noexcept { return masterWait && writes == 0 && !outcomeUnknown; }
};

/// While it lives, everything that this thread does in context databases counts into `counters`. The inner one of two
/// counts alone.
class CountingScope {
public:
    /// `counters` must outlive this object.
    explicit CountingScope(RequestCounters& counters) noexcept;
    ~CountingScope();
    CountingScope(const CountingScope&) = delete;
    CountingScope& operator=(const CountingScope&) = delete;

    /// Where this thread counts now, or nullptr.
    [[nodiscard]] static RequestCounters* current() noexcept;

private:
    RequestCounters* previous_;
};

}  // namespace dbpool
