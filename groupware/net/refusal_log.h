#pragma once

#include "groupware/net/counters.h"
#include "groupware/net/line_budget.h"
#include "groupware/net/refusal.h"

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace groupware::net {

/// The trace of what never reaches the application: every refusal is counted, and each reason has some log lines a
/// minute, so that a flood fills no disk. Safe from any thread.
class RefusalLog {
public:
    RefusalLog(std::uint64_t linesPerMinute, ServerCounters& counters)
        : linesPerMinute_(linesPerMinute), counters_(counters) {}

    /// @param peer    address of the other end of the connection
    /// @param detail  what exactly was wrong, if more is known than the kind says; never the client's own text
    void note(Refusal refusal, Protocol protocol, const std::string& peer, std::string_view detail = {});

private:
    const std::uint64_t linesPerMinute_;
    ServerCounters& counters_;
    std::mutex mutex_;
    std::array<LineBudget, kRefusals.size()> budgets_;  // guarded by mutex_
};

}  // namespace groupware::net
