#include "groupware/net/refusal_log.h"

#include "groupware/base/log.h"

#include <chrono>
#include <optional>

namespace groupware::net {

void RefusalLog::note(Refusal refusal, Protocol protocol, const std::string& peer, std::string_view detail) {
    const auto place = static_cast<std::size_t>(refusal);
    counters_.refusals[place].fetch_add(1, std::memory_order_relaxed);
    std::optional<std::uint64_t> leftOut;
    {
        const std::lock_guard lock(mutex_);
        leftOut = budgets_[place].take(std::chrono::steady_clock::now(), linesPerMinute_);
    }
    if (!leftOut) return;
    const auto& kind = kindOf(refusal);
    log::write(kind.operatorActs ? log::Level::Warning : log::Level::Information, "refused",
               {{"status", kind.status},
                {"reason", kind.name},
                {"peer", peer},
                {"protocol", protocol == Protocol::Http ? "http" : "ajp"},
                {"what", detail.empty() ? kind.why : detail},
                {"leftOut", *leftOut}});
}

}  // namespace groupware::net
