#pragma once

#include <chrono>

namespace groupware {

using Instant = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

/// Where "now" comes from, so that tests decide. Safe to call from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    /// UTC wall time.
    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

}  // namespace groupware
