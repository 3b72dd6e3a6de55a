#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <span>

namespace groupware::infostore {

inline constexpr SizeOption kUploadBytes{
    .key = "infostore.uploadBytes",
    .file = "infostore.properties",
    .fallback = 10LL << 30,
    .min = 1024,
    .max = 1LL << 46,
    .help = "Largest contents of one version. Larger uploads end with an error and leave nothing behind.",
    .reloadable = true};

inline constexpr SizeOption kPrecheckBytes{
    .key = "infostore.precheckBytes",
    .file = "infostore.properties",
    .fallback = 1LL << 20,
    .min = 0,
    .max = 1LL << 46,
    .help =
        "Uploads longer than this, or of unknown length, are checked for permission and quota before their body is "
        "read, at the price of one read session. Shorter ones are checked once, when they are stored.",
    .reloadable = true};

inline constexpr IntegerOption kVersions{.key = "infostore.versions",
                                         .file = "infostore.properties",
                                         .unit = "versions",
                                         .fallback = 1000,
                                         .min = 1,
                                         .max = 100'000,
                                         .help = "Most versions that one document keeps.",
                                         .reloadable = true};

inline constexpr IntegerOption kListLength{
    .key = "infostore.listLength",
    .file = "infostore.properties",
    .unit = "documents",
    .fallback = 100'000,
    .min = 100,
    .max = 10'000'000,
    .help =
        "Most documents in the answer to one list request. Longer lists are refused, never cut. `updates` is "
        "never limited: a client that synchronises must see every change.",
    .reloadable = true};

inline constexpr IntegerOption kSearchLength{.key = "infostore.searchLength",
                                             .file = "infostore.properties",
                                             .unit = "documents",
                                             .fallback = 5'000,
                                             .min = 1,
                                             .max = 1'000'000,
                                             .help = "Most hits that a search returns; further ones are left out.",
                                             .reloadable = true};

inline constexpr IntegerOption kNameCharacters{.key = "infostore.nameCharacters",
                                               .file = "infostore.properties",
                                               .unit = "characters",
                                               .fallback = 255,
                                               .min = 12,
                                               .max = 255,
                                               .help = "Longest file name."};

inline constexpr IntegerOption kTitleCharacters{.key = "infostore.titleCharacters",
                                                .file = "infostore.properties",
                                                .unit = "characters",
                                                .fallback = 767,
                                                .min = 1,
                                                .max = 1024,
                                                .help = "Longest title.",
                                                .reloadable = true};

inline constexpr IntegerOption kDescriptionCharacters{.key = "infostore.descriptionCharacters",
                                                      .file = "infostore.properties",
                                                      .unit = "characters",
                                                      .fallback = 65'535,
                                                      .min = 0,
                                                      .max = 1'000'000,
                                                      .help = "Longest description.",
                                                      .reloadable = true};

inline constexpr IntegerOption kTextCharacters{.key = "infostore.textCharacters",
                                               .file = "infostore.properties",
                                               .unit = "characters",
                                               .fallback = 1024,
                                               .min = 0,
                                               .max = 2048,
                                               .help = "Longest URL, list of categories and version comment, each.",
                                               .reloadable = true};

inline constexpr IntegerOption kPatternCharacters{.key = "infostore.patternCharacters",
                                                  .file = "infostore.properties",
                                                  .unit = "characters",
                                                  .fallback = 256,
                                                  .min = 1,
                                                  .max = 4096,
                                                  .help = "Longest search pattern.",
                                                  .reloadable = true};

inline constexpr DurationOption kLockDefault{.key = "infostore.lockDefault",
                                             .file = "infostore.properties",
                                             .fallback = std::chrono::hours(24),
                                             .min = std::chrono::seconds(1),
                                             .max = std::chrono::hours(24 * 365),
                                             .help = "How long a lock lasts if the client does not say.",
                                             .reloadable = true};

inline constexpr DurationOption kLockMaximum{.key = "infostore.lockMaximum",
                                             .file = "infostore.properties",
                                             .fallback = std::chrono::hours(24 * 30),
                                             .min = std::chrono::seconds(1),
                                             .max = std::chrono::hours(24 * 365),
                                             .help = "Longest lock; longer wishes are shortened to it.",
                                             .reloadable = true};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::infostore
