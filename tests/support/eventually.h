#pragma once

#include <chrono>
#include <functional>

namespace test {

/// Asks `condition` again and again until it is true or `deadline` has passed.
/// @return the last answer
[[nodiscard]] bool eventually(std::chrono::milliseconds deadline, const std::function<bool()>& condition);

}  // namespace test
