#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace groupware::net {

/// So many log lines a minute, however many are wanted.
class LineBudget {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// Asks for one line.
    /// @return the lines left out since the last one that was written; nothing if this one must be left out too
    [[nodiscard]] std::optional<std::uint64_t> take(Time now, std::uint64_t perMinute) {
        if (!start_ || now - *start_ >= std::chrono::minutes(1)) {
            start_ = now;
            written_ = 0;
        }
        if (written_ >= perMinute) {
            ++leftOut_;
            return std::nullopt;
        }
        ++written_;
        return std::exchange(leftOut_, 0);
    }

private:
    std::optional<Time> start_;  ///< of the minute that written_ counts
    std::uint64_t written_ = 0;
    std::uint64_t leftOut_ = 0;
};

}  // namespace groupware::net
