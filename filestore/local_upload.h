#pragma once

#include "filestore/blob_store.h"
#include "filestore/file_system.h"
#include "filestore/identity.h"
#include "groupware/base/crypto.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace filestore {

/// One put() on its way: the steps that run on the I/O threads, one after the other. Removes its temporary file unless
/// finished; so the last owner must be an I/O thread.
class LocalUpload {
public:
    struct Place {
        std::shared_ptr<FileSystem> files;
        Identity filestore;
        std::filesystem::path root;     ///< of the filestore
        std::filesystem::path context;  ///< below it
        std::int64_t freeFloor = 0;
    };

    explicit LocalUpload(Place place);
    ~LocalUpload();
    LocalUpload(const LocalUpload&) = delete;
    LocalUpload& operator=(const LocalUpload&) = delete;

    /// Checks the mount and the free space, creates the temporary file.
    void begin(std::int64_t expected);
    void write(std::span<const char> octets);
    [[nodiscard]] StoredBlob finish();

    /// The caller has stopped waiting: the steps under way have no effect that stays. From any thread.
    void abandon() noexcept { abandoned_ = true; }

private:
    void requireSpace(std::int64_t octets) const;
    void makeDirectories(const std::filesystem::path& relative) const;

    Place place_;
    std::string key_;
    std::filesystem::path temporary_;
    std::unique_ptr<File> file_;
    groupware::crypto::Sha256 hash_;
    std::int64_t size_ = 0;
    std::int64_t unchecked_ = 0;  ///< octets written since the free space was looked at
    std::atomic<bool> abandoned_ = false;
};

}  // namespace filestore
