#pragma once

#include "filestore/blob_store.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace groupware::infostore {

/// Contents on their way in.
struct Upload {
    /// Stores octets in the span and says how many; 0 at the end. What it throws ends the upload and passes.
    std::function<std::size_t(std::span<char>)> read;
    std::optional<std::int64_t> length{};  ///< if the client said
    std::string md5{};                     ///< hex, if the client said: must come out
};

/// Contents that are stored but belong to no row yet. Unless a use case adopts them, they are removed with this
/// object; what a crash leaves, the scrubber finds.
class StagedContents {
public:
    /// @param store  of the caller's context
    StagedContents(std::unique_ptr<filestore::BlobStore> store, filestore::StoredBlob blob, std::string md5);
    ~StagedContents();
    StagedContents(StagedContents&&) noexcept;
    StagedContents& operator=(StagedContents&&) = delete;

    [[nodiscard]] const std::string& key() const noexcept { return blob_.key; }
    [[nodiscard]] std::int64_t size() const noexcept { return blob_.size; }
    [[nodiscard]] const std::string& sha256() const noexcept { return blob_.sha256; }
    [[nodiscard]] const std::string& md5() const noexcept { return md5_; }

    /// A row refers to the blob now, or may do so.
    void release() noexcept { store_.reset(); }

private:
    std::unique_ptr<filestore::BlobStore> store_;
    filestore::StoredBlob blob_;
    std::string md5_;
};

}  // namespace groupware::infostore
