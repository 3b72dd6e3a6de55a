#pragma once

#include "filestore/file_system.h"
#include "filestore/identity.h"

#include <filesystem>
#include <string_view>

namespace filestore {

/// The file that proves that a filestore is mounted: `.yoke-filestore` with the filestore's id and number. Without it
/// the directory is what lies below the mount point, and nothing is written there; with another number it is the
/// storage of another cluster.
inline constexpr std::string_view kMarkerName = ".yoke-filestore";

/// The directory of `file:///mnt/filestore`.
/// @throws Error BadRequest for another scheme, a host, or a path that is not absolute and plain
[[nodiscard]] std::filesystem::path directoryOf(std::string_view uri);

/// Makes `uri` a filestore, for registerfilestore: writes the marker durably. Repeating it is fine, and gives a marker
/// that lacks the number one, if `identity` allows that.
/// @throws Error BadRequest as directoryOf(), NotFound if the directory does not exist, Conflict if it is another
///         filestore already, Unavailable
void initialize(FileSystem& files, std::string_view uri, const Identity& identity);

/// @throws Error Unavailable if the marker is missing or that of another filestore
void verify(FileSystem& files, const std::filesystem::path& directory, const Identity& identity);

/// Takes the marker away, for unregisterfilestore.
void retire(FileSystem& files, std::string_view uri, const Identity& identity);

}  // namespace filestore
