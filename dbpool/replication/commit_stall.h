#pragma once

#include "dbpool/replication/server_report.h"

#include <chrono>
#include <optional>

namespace dbpool {

/// Tells from one look at a master after the other when its commits may wait in vain: some wait for an acknowledgement,
/// a replica is connected that gives them, and nothing is written any more. Used by one thread at a time.
class CommitStall {
public:
    /// @param at  when the report was asked for; not before that of the last call
    /// @return true after each second of that
    [[nodiscard]] bool seen(const ServerReport& master, std::chrono::steady_clock::time_point at);

private:
    static constexpr std::chrono::milliseconds kPatience{1'000};

    std::optional<std::chrono::steady_clock::time_point> since_;  ///< commits wait and position_ stands still
    GtidPosition position_;
};

}  // namespace dbpool
