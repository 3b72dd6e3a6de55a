#pragma once

#include "filestore/blob_store.h"

#include <memory>
#include <string>

namespace filestore {

/// A blob that is stored but belongs to no row yet. Unless it is released, it is removed with this object; what a
/// crash leaves is a file that nothing refers to.
class StagedBlob {
public:
    /// @param store  that it is in
    StagedBlob(std::unique_ptr<BlobStore> store, StoredBlob blob);
    ~StagedBlob();
    StagedBlob(StagedBlob&&) noexcept;
    StagedBlob& operator=(StagedBlob&&) = delete;

    [[nodiscard]] const std::string& key() const noexcept { return blob_.key; }
    [[nodiscard]] std::int64_t size() const noexcept { return blob_.size; }
    [[nodiscard]] const std::string& sha256() const noexcept { return blob_.sha256; }

    /// A row refers to the blob now, or may do so: call it after the transaction, also when that ended with
    /// Unavailable. Rather a file that nothing refers to than a row without its file.
    void release() noexcept { store_.reset(); }

private:
    std::unique_ptr<BlobStore> store_;
    StoredBlob blob_;
};

}  // namespace filestore
