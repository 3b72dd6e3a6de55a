#pragma once

#include "groupware/http/handler.h"
#include "groupware/main/metrics.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace groupware::main {

/// Counts requests per route and status, and how long they took per route.
class RequestMetrics final : public http::Filter {
public:
    [[nodiscard]] http::Response apply(const http::Request& request, http::Handler& next) override;
    void collect(MetricsWriter& writer) const;

    /// Upper bounds of the duration histogram.
    static constexpr std::array<double, 9> kSecondBounds{0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30};

private:
    struct Durations {
        std::array<std::uint64_t, kSecondBounds.size()> buckets{};  ///< requests up to each bound
        std::uint64_t count = 0;
        double seconds = 0;
    };
    void note(const std::string& route, int status, std::chrono::duration<double> took);

    mutable std::mutex mutex_;
    std::map<std::pair<std::string, int>, std::uint64_t> counts_;  // guarded by mutex_
    std::map<std::string, Durations> durations_;                   // guarded by mutex_
};

}  // namespace groupware::main
