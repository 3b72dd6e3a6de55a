#pragma once

#include "groupware/base/options.h"

#include <span>

namespace groupware::tasks {

inline constexpr IntegerOption kListLength{
    .key = "tasks.listLength",
    .file = "tasks.properties",
    .unit = "tasks",
    .fallback = 100'000,
    .min = 100,
    .max = 10'000'000,
    .help =
        "Most tasks in the answer to one list request, and in one export. Longer lists are refused, never cut. "
        "`updates` is never limited: a client that synchronises must see every change.",
    .reloadable = true};

inline constexpr IntegerOption kSearchLength{.key = "tasks.searchLength",
                                             .file = "tasks.properties",
                                             .unit = "tasks",
                                             .fallback = 5'000,
                                             .min = 1,
                                             .max = 1'000'000,
                                             .help = "Most hits that a search returns; further ones are left out.",
                                             .reloadable = true};

inline constexpr IntegerOption kPatternCharacters{.key = "tasks.patternCharacters",
                                                  .file = "tasks.properties",
                                                  .unit = "characters",
                                                  .fallback = 256,
                                                  .min = 1,
                                                  .max = 4096,
                                                  .help = "Longest search pattern.",
                                                  .reloadable = true};

inline constexpr IntegerOption kTitleCharacters{.key = "tasks.titleCharacters",
                                                .file = "tasks.properties",
                                                .unit = "characters",
                                                .fallback = 767,
                                                .min = 1,
                                                .max = 1024,
                                                .help = "Longest title.",
                                                .reloadable = true};

inline constexpr IntegerOption kNoteCharacters{.key = "tasks.noteCharacters",
                                               .file = "tasks.properties",
                                               .unit = "characters",
                                               .fallback = 65'535,
                                               .min = 0,
                                               .max = 1'000'000,
                                               .help = "Longest note.",
                                               .reloadable = true};

inline constexpr IntegerOption kTextCharacters{
    .key = "tasks.textCharacters",
    .file = "tasks.properties",
    .unit = "characters",
    .fallback = 255,
    .min = 0,
    .max = 1024,
    .help = "Longest list of categories, billing information, companies, trip meter, currency, message: each.",
    .reloadable = true};

inline constexpr IntegerOption kParticipants{
    .key = "tasks.participants",
    .file = "tasks.properties",
    .unit = "participants",
    .fallback = 200,
    .min = 1,
    .max = 400,
    .help = "Most participants of one task, members of groups counted one by one.",
    .reloadable = true};

inline constexpr SizeOption kObjectBytes{.key = "tasks.objectBytes",
                                         .file = "tasks.properties",
                                         .fallback = 1LL << 20,
                                         .min = 1024,
                                         .max = 8LL << 20,
                                         .help = "Largest calendar text of one task.",
                                         .reloadable = true};

inline constexpr SizeOption kImportBytes{.key = "tasks.importBytes",
                                         .file = "tasks.properties",
                                         .fallback = 20LL << 20,
                                         .min = 1024,
                                         .max = 1LL << 30,
                                         .help = "Largest file of one import.",
                                         .reloadable = true};

inline constexpr IntegerOption kImportObjects{.key = "tasks.importObjects",
                                              .file = "tasks.properties",
                                              .unit = "tasks",
                                              .fallback = 10'000,
                                              .min = 1,
                                              .max = 100'000,
                                              .help = "Most tasks in one import.",
                                              .reloadable = true};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::tasks
