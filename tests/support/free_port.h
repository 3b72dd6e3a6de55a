#pragma once

namespace test {

/// A TCP port of 127.0.0.1 that nobody listens on now.
[[nodiscard]] int freePort();

}  // namespace test
