#include "filestore/staged_blob.h"

#include "groupware/base/log.h"

#include <exception>
#include <utility>

namespace filestore {

StagedBlob::StagedBlob(std::unique_ptr<BlobStore> store, StoredBlob blob)
    : store_(std::move(store)), blob_(std::move(blob)) {}

StagedBlob::StagedBlob(StagedBlob&&) noexcept = default;

StagedBlob::~StagedBlob() {
    if (!store_) return;
    try {
        store_->remove(blob_.key);
    } catch (const std::exception&) {
        groupware::log::warning("filestore.upload.orphaned", {{"blob", blob_.key}});
    }
}

}  // namespace filestore
