#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <span>

namespace groupware::sync {

inline constexpr DurationOption kTombstoneDays{
    .key = "sync.tombstoneDays",
    .file = "sync.properties",
    .fallback = std::chrono::hours(24 * 400),
    .min = std::chrono::hours(24),
    .max = std::chrono::hours(24 * 3'660),
    .help =
        "How long it is remembered what was deleted or moved. A client that was away for longer has to list its "
        "folders anew."};

[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::sync
