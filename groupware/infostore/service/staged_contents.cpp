#include "groupware/infostore/service/staged_contents.h"

#include "groupware/base/log.h"

#include <exception>
#include <utility>

namespace groupware::infostore {

StagedContents::StagedContents(std::unique_ptr<filestore::BlobStore> store, filestore::StoredBlob blob, std::string md5)
    : store_(std::move(store)), blob_(std::move(blob)), md5_(std::move(md5)) {}

StagedContents::StagedContents(StagedContents&&) noexcept = default;

StagedContents::~StagedContents() {
    if (!store_) return;
    try {
        store_->remove(blob_.key);
    } catch (const std::exception&) {
        log::warning("infostore.upload.orphaned", {{"blob", blob_.key}});
    }
}

}  // namespace groupware::infostore
