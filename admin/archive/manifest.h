#pragma once

#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace admin::archive {

/// Of the format: what is written. Version 2, which had a file for each object that shares it, and version 1, which
/// knew neither guests nor objects in no folder, are read, too.
inline constexpr std::int64_t kArchiveVersion = 3;

inline constexpr const char* kManifest = "manifest.json";
inline constexpr const char* kSummary = "summary.json";

/// Which context an archive has, and what is to be known before its contents come.
struct Manifest {
    std::string product{};  ///< version of the program that wrote it
    groupware::ContextId context{};
    std::string name{};
    std::int64_t quotaBytes = -1;  ///< -1 = unlimited
    std::string accessCombination{};
    std::vector<std::string> mappings{};
    std::map<std::string, std::int64_t> objectQuotas{};  ///< by the module's name; 0 = unlimited
    std::string exported{};                              ///< when, for people: "2026-11-20T20:00:00Z"
    groupware::Seq seq{};                                ///< of the state that was exported
};

[[nodiscard]] std::string write(const Manifest& manifest);
/// @throws groupware::Error BadRequest if it is none, or of another version of the format
[[nodiscard]] Manifest readManifest(std::string_view text);

/// What an archive has.
struct Summary {
    std::int64_t users = 0;
    std::int64_t groups = 0;
    std::int64_t resources = 0;
    std::int64_t guests = 0;
    std::int64_t folders = 0;
    std::map<std::string, std::int64_t> objects{};  ///< by module
    std::int64_t octets = 0;                        ///< of files
    std::int64_t missing = 0;                       ///< files whose contents could not be read
    std::vector<std::string> missingFiles{};        ///< the first kMaxListed of them

    static constexpr std::size_t kMaxListed = 1000;
    friend bool operator==(const Summary&, const Summary&) = default;
};

[[nodiscard]] std::string write(const Summary& summary);
/// @throws groupware::Error BadRequest if it is none
[[nodiscard]] Summary readSummary(std::string_view text);

}  // namespace admin::archive
