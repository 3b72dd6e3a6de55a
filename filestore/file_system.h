#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace filestore {

/// An open file. Closed when destroyed. Used by one thread at a time.
class File {
public:
    virtual ~File() = default;
    /// Appends all of `octets`.
    virtual void write(std::span<const char> octets) = 0;
    /// @return octets stored; less than `into.size()` only at the end of the file
    [[nodiscard]] virtual std::size_t readAt(std::int64_t offset, std::span<char> into) = 0;
    /// Returns when contents and size are on stable storage (fsync).
    virtual void sync() = 0;
    [[nodiscard]] virtual std::int64_t size() = 0;
};

/// The few calls a filestore makes, so that tests can watch their order and make them fail or hang. Every call may
/// block for as long as the storage likes. Safe to call from any thread.
///
/// Errors: QuotaExceeded when the disk or its quota is full, else Unavailable with the call, path and errno.
class FileSystem {
public:
    struct Entry {
        std::string name;
        std::chrono::system_clock::time_point modified;
    };

    virtual ~FileSystem() = default;
    /// A new file; null if its directory does not exist. Never opens a file that exists.
    [[nodiscard]] virtual std::unique_ptr<File> create(const std::filesystem::path& path) = 0;
    /// For reading; null if there is none. Does not follow a symbolic link.
    [[nodiscard]] virtual std::unique_ptr<File> open(const std::filesystem::path& path) = 0;
    /// False if the directory of `to` does not exist.
    [[nodiscard]] virtual bool rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    /// No error if it is gone already.
    virtual void remove(const std::filesystem::path& path) = 0;
    /// No error if it exists already.
    virtual void makeDirectory(const std::filesystem::path& path) = 0;
    /// Returns when the directory's entries are on stable storage.
    virtual void syncDirectory(const std::filesystem::path& path) = 0;
    /// Octets that an unprivileged writer can still add.
    [[nodiscard]] virtual std::int64_t freeBytes(const std::filesystem::path& path) = 0;
    /// Regular files of a directory; none if it does not exist.
    [[nodiscard]] virtual std::vector<Entry> list(const std::filesystem::path& directory) = 0;
};

/// The kernel's.
class PosixFileSystem : public FileSystem {
public:
    [[nodiscard]] std::unique_ptr<File> create(const std::filesystem::path& path) override;
    [[nodiscard]] std::unique_ptr<File> open(const std::filesystem::path& path) override;
    [[nodiscard]] bool rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    void remove(const std::filesystem::path& path) override;
    void makeDirectory(const std::filesystem::path& path) override;
    void syncDirectory(const std::filesystem::path& path) override;
    [[nodiscard]] std::int64_t freeBytes(const std::filesystem::path& path) override;
    [[nodiscard]] std::vector<Entry> list(const std::filesystem::path& directory) override;
};

}  // namespace filestore
