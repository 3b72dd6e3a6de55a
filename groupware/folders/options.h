#pragma once

#include "groupware/base/options.h"

#include <span>

namespace groupware::folders {

inline constexpr IntegerOption kMaxNameCharacters{.key = "folders.nameCharacters",
                                                  .file = "folders.properties",
                                                  .unit = "characters",
                                                  .fallback = 255,
                                                  .min = 1,
                                                  .max = 255,
                                                  .help = "Longest name of a folder."};
inline constexpr IntegerOption kMaxDepth{.key = "folders.depth",
                                         .file = "folders.properties",
                                         .unit = "levels",
                                         .fallback = 64,
                                         .min = 5,
                                         .max = 200,
                                         .help = "Most levels of folders, the root included."};
inline constexpr IntegerOption kMaxGrants{.key = "folders.permissions",
                                          .file = "folders.properties",
                                          .unit = "entries",
                                          .fallback = 200,
                                          .min = 1,
                                          .max = 10'000,
                                          .help = "Most permission entries of one folder."};
inline constexpr IntegerOption kMaxSubtree{
    .key = "folders.subtree",
    .file = "folders.properties",
    .unit = "folders",
    .fallback = 500,
    .min = 1,
    .max = 500,
    .help = "Most folders that one move, delete or cascading change of permissions may affect."};
inline constexpr IntegerOption kMaxSubfolders{
    .key = "folders.subfolders",
    .file = "folders.properties",
    .unit = "folders",
    .fallback = 5'000,
    .min = 1,
    .max = 100'000,
    .help = "Most folders directly below one folder that users create there."};

inline constexpr IntegerOption kMaxDelegates{.key = "folders.delegates",
                                             .file = "folders.properties",
                                             .unit = "users and groups",
                                             .fallback = 100,
                                             .min = 0,
                                             .max = 1'000,
                                             .help = "Most users and groups that may act on behalf of one user."};

inline constexpr IntegerOption kMaxPerRequest{.key = "folders.perRequest",
                                              .file = "folders.properties",
                                              .unit = "folders",
                                              .fallback = 100,
                                              .min = 1,
                                              .max = 10'000,
                                              .help = "Most folders that one request may delete or clear."};

/// All options of this folder.
[[nodiscard]] std::span<const AnyOption> options();

/// The values in force.
struct FolderLimits {
    std::int64_t nameCharacters = kMaxNameCharacters.fallback;
    std::int64_t depth = kMaxDepth.fallback;
    std::int64_t grants = kMaxGrants.fallback;
    std::int64_t subtree = kMaxSubtree.fallback;
    std::int64_t subfolders = kMaxSubfolders.fallback;
    std::int64_t delegates = kMaxDelegates.fallback;
    std::int64_t perRequest = kMaxPerRequest.fallback;
};
[[nodiscard]] FolderLimits folderLimits(const Configuration& configuration);

}  // namespace groupware::folders
