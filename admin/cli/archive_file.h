#pragma once

#include "admin/archive/manifest.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

/// Archives of contexts as files of the machine that the tools run on.
namespace admin::cli {

/// A new file, readable by its owner only: it has password hashes. It gets its name when it is complete.
class ArchiveFile {
public:
    /// @throws Failure if there is such a file, or none can be made
    explicit ArchiveFile(std::filesystem::path path);
    /// Without keep() nothing is left.
    ~ArchiveFile();
    ArchiveFile(const ArchiveFile&) = delete;
    ArchiveFile& operator=(const ArchiveFile&) = delete;

    /// @throws Failure if the disk is full
    void write(std::string_view octets);
    /// Returns when all is on stable storage.
    void sync();
    [[nodiscard]] const std::filesystem::path& unfinished() const noexcept { return unfinished_; }
    void keep();

private:
    std::filesystem::path path_;
    std::filesystem::path unfinished_;
    int descriptor_ = -1;
};

/// What the file says that it has.
struct ArchiveContents {
    archive::Manifest manifest{};
    archive::Summary summary{};
};

/// Reads a whole archive and checks every sum.
/// @param progress  hears how many octets of the file were read
/// @throws Failure for a file that cannot be read, groupware::Error for an archive that is damaged
[[nodiscard]] ArchiveContents checkArchive(const std::filesystem::path& path,
                                           const std::function<void(std::int64_t)>& progress);

/// Reads the beginning alone.
[[nodiscard]] archive::Manifest manifestOf(const std::filesystem::path& path);

}  // namespace admin::cli
