#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace admin::archive {

/// Longest path of an entry.
inline constexpr std::size_t kMaxPathOctets = 4096;

/// A regular file, readable by its owner only.
struct Entry {
    std::string path{};         ///< relative, with '/', UTF-8
    std::int64_t size = 0;      ///< octets
    std::int64_t modified = 0;  ///< seconds since 1970
};

/// True for a path that stays where it is unpacked: relative, without empty segments, "." and "..", UTF-8 without
/// control characters and backslashes, at most kMaxPathOctets.
[[nodiscard]] bool isSafePath(std::string_view path);

}  // namespace admin::archive
