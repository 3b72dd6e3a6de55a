#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>

namespace groupware::net {

/// Gives every request of this node an id. Thread-safe.
class RequestIds {
public:
    /// @param prefix  differs between nodes and between starts of one node
    explicit RequestIds(std::string prefix) : prefix_(std::move(prefix)) {}

    /// For example "OX-1.6743a0b2-17".
    [[nodiscard]] std::string next() {
        return prefix_ + '-' + std::to_string(counter_.fetch_add(1, std::memory_order_relaxed) + 1);
    }

private:
    const std::string prefix_;
    std::atomic<std::uint64_t> counter_{0};
};

}  // namespace groupware::net
