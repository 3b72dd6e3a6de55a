#include "tests/support/eventually.h"

#include <thread>

namespace test {

bool eventually(std::chrono::milliseconds deadline, const std::function<bool()>& condition) {
    constexpr auto kPause = std::chrono::milliseconds(2);
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= end) return condition();
        std::this_thread::sleep_for(kPause);
    }
    return true;
}

}  // namespace test
