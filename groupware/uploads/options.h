#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <span>

namespace groupware::uploads {

inline constexpr SizeOption kUploadBytes{.key = "uploads.bytes",
                                         .file = "uploads.properties",
                                         .fallback = 100LL << 20,
                                         .min = 1024,
                                         .max = 1LL << 40,
                                         .help = "Largest file that can be uploaded to be used later.",
                                         .reloadable = true};

inline constexpr IntegerOption kUploadsPerUser{.key = "uploads.perUser",
                                               .file = "uploads.properties",
                                               .unit = "files",
                                               .fallback = 100,
                                               .min = 1,
                                               .max = 10'000,
                                               .help = "Most such files that one user has at the same time.",
                                               .reloadable = true};

inline constexpr DurationOption kKeepTime{
    .key = "uploads.keepTime",
    .file = "uploads.properties",
    .fallback = std::chrono::minutes(15),
    .min = std::chrono::seconds(10),
    .max = std::chrono::hours(24 * 7),
    .help = "How long such a file is kept after it was uploaded, asked for or kept alive.",
    .reloadable = true};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::uploads
