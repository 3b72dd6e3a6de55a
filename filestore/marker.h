#pragma once

#include "filestore/file_system.h"
#include "groupware/base/ids.h"

#include <filesystem>
#include <string_view>

namespace filestore {

/// The file that proves that a filestore is mounted: `.yoke-filestore` with the filestore's id. Without it the
/// directory is what lies below the mount point, and nothing is written there.
inline constexpr std::string_view kMarkerName = ".yoke-filestore";

/// The directory of `file:///mnt/filestore`.
/// @throws Error BadRequest for another scheme, a host, or a path that is not absolute and plain
[[nodiscard]] std::filesystem::path directoryOf(std::string_view uri);

/// Makes `uri` a filestore, for registerfilestore: writes the marker durably. Repeating it with the same id is fine.
/// @throws Error BadRequest as directoryOf(), NotFound if the directory does not exist, Conflict if it is another
///         filestore already, Unavailable
void initialize(FileSystem& files, std::string_view uri, groupware::FilestoreId id);

/// @throws Error Unavailable if the marker is missing or names another filestore
void verify(FileSystem& files, const std::filesystem::path& directory, groupware::FilestoreId id);

/// Takes the marker away, for unregisterfilestore.
void retire(FileSystem& files, std::string_view uri, groupware::FilestoreId id);

}  // namespace filestore
