#pragma once

#include "groupware/base/options.h"

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

/// All of the above.
[[nodiscard]] std::span<const AnyOption> incomingOptions();

}  // namespace groupware::calendar
