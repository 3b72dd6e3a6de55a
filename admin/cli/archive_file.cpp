#include "admin/cli/archive_file.h"

#include "admin/archive/archive_reader.h"
#include "admin/cli/failure.h"
#include "groupware/base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <limits>
#include <system_error>
#include <utility>

namespace admin::cli {
namespace {

/// Names of entries whose text is read; nothing else is held.
constexpr std::int64_t kMaxText = std::int64_t{16} << 20U;

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw Failure(Problem::General, "Error: " + path.string() + ": " + std::generic_category().message(errno));
}

std::ifstream opened(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) fail(path);
    return file;
}

/// The tool reads what the daemon wrote, or what the daemon will check.
archive::ArchiveLimits unlimited() {
    return {.entries = std::numeric_limits<std::int64_t>::max(), .octets = std::numeric_limits<std::int64_t>::max()};
}

archive::Manifest manifestIn(archive::ArchiveReader& reader) {
    const auto first = reader.next();
    if (first && first->path == archive::kManifest) return archive::readManifest(reader.text(kMaxText));
    throw groupware::Error(groupware::ErrorCode::BadRequest, "archive without manifest",
                           "This is no archive of a context.");
}

}  // namespace

ArchiveFile::ArchiveFile(std::filesystem::path path) : path_(std::move(path)), unfinished_(path_.string() + ".part") {
    if (std::filesystem::exists(path_)) {
        throw Failure(Problem::General, "Error: " + path_.string() + " exists already");
    }
    constexpr mode_t kOwnerOnly = 0600;
    descriptor_ = ::open(unfinished_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
    if (descriptor_ < 0 || ::fchmod(descriptor_, kOwnerOnly) != 0) fail(unfinished_);
}

ArchiveFile::~ArchiveFile() {
    ::close(descriptor_);
    std::error_code ignored;
    std::filesystem::remove(unfinished_, ignored);
}

void ArchiveFile::write(std::string_view octets) {
    while (!octets.empty()) {
        const auto count = ::write(descriptor_, octets.data(), octets.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(unfinished_);
        octets.remove_prefix(static_cast<std::size_t>(count));
    }
}

void ArchiveFile::sync() {
    if (::fsync(descriptor_) != 0) fail(unfinished_);
}

void ArchiveFile::keep() {
    if (std::rename(unfinished_.c_str(), path_.c_str()) != 0) fail(path_);
}

ArchiveContents checkArchive(const std::filesystem::path& path, const std::function<void(std::int64_t)>& progress) {
    auto file = opened(path);
    std::int64_t octets = 0;
    archive::ArchiveReader reader(
        [&](std::span<char> into) {
            file.read(into.data(), static_cast<std::streamsize>(into.size()));
            progress(octets += file.gcount());
            return static_cast<std::size_t>(file.gcount());
        },
        unlimited());
    ArchiveContents contents{.manifest = manifestIn(reader), .summary = {}};
    while (const auto entry = reader.next()) {
        if (entry->path == archive::kSummary) contents.summary = archive::readSummary(reader.text(kMaxText));
    }
    return contents;
}

archive::Manifest manifestOf(const std::filesystem::path& path) {
    auto file = opened(path);
    archive::ArchiveReader reader(
        [&](std::span<char> into) {
            file.read(into.data(), static_cast<std::streamsize>(into.size()));
            return static_cast<std::size_t>(file.gcount());
        },
        unlimited());
    return manifestIn(reader);
}

}  // namespace admin::cli
