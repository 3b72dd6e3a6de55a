#pragma once

#include "groupware/base/options.h"

#include <span>

namespace groupware::reminders {

inline constexpr IntegerOption kListLength{
    .key = "reminders.listLength",
    .file = "reminders.properties",
    .unit = "reminders",
    .fallback = 1'000,
    .min = 1,
    .max = 100'000,
    .help =
        "Most reminders in one answer, the earliest first, and most that one request deletes. What does not fit is "
        "answered when the earlier ones have been deleted.",
    .reloadable = true};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::reminders
