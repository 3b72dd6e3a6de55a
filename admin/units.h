#pragma once

#include <cstdint>

namespace admin {

/// Sizes are megabytes for administrators, as Open-Xchange has them, and octets inside.
inline constexpr std::int64_t kMiB = 1 << 20;
/// The most that fits into octets.
inline constexpr std::int64_t kMaxMegabytes = INT64_MAX / kMiB;

}  // namespace admin
