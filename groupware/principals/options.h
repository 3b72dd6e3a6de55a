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

inline constexpr TextOption kPasswordPattern{.key = "password.pattern",
                                             .file = "principals.properties",
                                             .fallback = "",
                                             .help =
                                                 "Regular expression (ECMAScript) that the whole of a password must "
                                                 "match which a user chooses for himself. Empty: "
                                                 "any. Administrators are not bound."};
inline constexpr TextOption kPasswordPatternHint{
    .key = "password.patternHint",
    .file = "principals.properties",
    .fallback = "",
    .help = "What users are told about password.pattern, for example: At least one digit and one of $ # ! ?"};
inline constexpr FlagOption kPasswordStrength{.key = "password.showStrength",
                                              .file = "principals.properties",
                                              .fallback = true,
                                              .help = "Clients show how strong a new password is."};
inline constexpr IntegerOption kMaxAttributes{.key = "principals.attributes",
                                              .file = "principals.properties",
                                              .unit = "attributes",
                                              .fallback = 100,
                                              .min = 0,
                                              .max = 10'000,
                                              .help = "Attributes that clients may keep for one user.",
                                              .reloadable = true};
inline constexpr SizeOption kAttributeBytes{.key = "principals.attributeBytes",
                                            .file = "principals.properties",
                                            .fallback = 64 << 10,
                                            .min = 256,
                                            .max = 1 << 20,
                                            .help = "Longest value of such an attribute.",
                                            .reloadable = true};
inline constexpr IntegerOption kMaxGroups{
    .key = "principals.groups",
    .file = "principals.properties",
    .unit = "groups",
    .fallback = 5'000,
    .min = 2,
    .max = 100'000,
    .help = "Most groups of a context that users with the right to edit groups may make. Administrators are not bound.",
    .reloadable = true};
inline constexpr IntegerOption kMaxResources{.key = "principals.resources",
                                             .file = "principals.properties",
                                             .unit = "resources",
                                             .fallback = 5'000,
                                             .min = 0,
                                             .max = 100'000,
                                             .help = "The same for resources.",
                                             .reloadable = true};
inline constexpr IntegerOption kListLength{.key = "principals.listLength",
                                           .file = "principals.properties",
                                           .unit = "ids",
                                           .fallback = 10'000,
                                           .min = 100,
                                           .max = 1'000'000,
                                           .help = "Most ids of users, groups or resources in one call."};

/// The options of this folder.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::principals
