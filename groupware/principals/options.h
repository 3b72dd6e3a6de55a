#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <span>

namespace groupware::principals {

inline constexpr IntegerOption kPasswordThreads{
    .key = "password.threads",
    .file = "principals.properties",
    .unit = "computations",
    .fallback = 2,
    .min = 1,
    .max = 64,
    .help = "Password hashes computed at the same time. Each takes about 20 ms of one core and 16 MiB."};
inline constexpr IntegerOption kPasswordQueue{
    .key = "password.queue",
    .file = "principals.properties",
    .unit = "requests",
    .fallback = 64,
    .min = 0,
    .max = 10000,
    .help = "Logins that may wait for a password computation; more are refused with 429."};
inline constexpr DurationOption kPasswordWait{
    .key = "password.wait",
    .file = "principals.properties",
    .fallback = std::chrono::seconds(10),
    .min = std::chrono::milliseconds(10),
    .max = std::chrono::minutes(1),
    .help = "How long a login waits for a password computation before it is refused as unavailable."};
inline constexpr IntegerOption kPasswordMinLength{.key = "password.minLength",
                                                  .file = "principals.properties",
                                                  .unit = "characters",
                                                  .fallback = 4,
                                                  .min = 1,
                                                  .max = 128,
                                                  .help = "Shortest password that can be set."};
inline constexpr IntegerOption kPasswordMaxLength{
    .key = "password.maxLength",
    .file = "principals.properties",
    .unit = "octets",
    .fallback = 256,
    .min = 16,
    .max = 511,
    .help = "Longest password that can be set or tried. libxcrypt takes at most 511 octets."};

/// The options of this folder.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::principals
