#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <span>

namespace groupware::calendar {

inline constexpr TextOption kGatewaySecretFile{
    .key = "calendar.gatewaySecretFile",
    .file = "calendar.properties",
    .fallback = "",
    .help =
        "File with the secret by which a mail gateway proves itself when it hands over invitations and answers from "
        "outside (/ajax/itip?action=deliver), readable by its owner only. Empty: nothing is taken.",
    .reloadable = true};

inline constexpr SizeOption kIncomingBytes{.key = "calendar.incomingBytes",
                                           .file = "calendar.properties",
                                           .fallback = 16LL << 20,
                                           .min = 64LL << 10,
                                           .max = 256LL << 20,
                                           .help = "Largest mail that a gateway may hand over, attachments included.",
                                           .reloadable = true};

inline constexpr DurationOption kCancelledKeep{
    .key = "calendar.cancelledKeep",
    .file = "calendar.properties",
    .fallback = std::chrono::hours(24 * 90),
    .min = std::chrono::hours(1),
    .max = std::chrono::hours(24 * 3660),
    .help =
        "How long it is remembered which version of an event from outside was cancelled, or removed by its owner: an "
        "older invitation that comes later is ignored.",
    .reloadable = true};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> incomingOptions();

}  // namespace groupware::calendar
