#include "filestore/local_upload.h"

#include "filestore/blob_key.h"
#include "filestore/marker.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"

#include <algorithm>
#include <utility>

namespace filestore {
namespace {

using groupware::Error;
using groupware::ErrorCode;

constexpr std::int64_t kSpaceCheckOctets = 64LL << 20;

}  // namespace

LocalUpload::LocalUpload(Place place) : place_(std::move(place)), key_(newBlobKey()) {
    temporary_ = place_.context / "incoming" / std::filesystem::path(key_).filename();
}

LocalUpload::~LocalUpload() {
    if (!file_) return;
    try {
        file_.reset();
        place_.files->remove(temporary_);
    } catch (const std::exception& error) {
        groupware::log::warning("filestore.upload.leftover", {{"error", error.what()}});  // the collector finds it
    }
}

void LocalUpload::requireSpace(std::int64_t octets) const {
    if (place_.files->freeBytes(place_.root) - octets >= place_.freeFloor) return;
    throw Error(ErrorCode::QuotaExceeded, "filestore " + std::to_string(place_.filestore.id.value) + " is at its floor",
                "The file storage is full.");
}

// Every level is durable before the next one is made inside it. Also a level that somebody else has just made: its
// maker may not have come to the fsync yet.
void LocalUpload::makeDirectories(const std::filesystem::path& relative) const {
    auto parent = place_.root;
    for (const auto& part : place_.context.lexically_relative(place_.root) / relative) {
        const auto path = parent / part;
        place_.files->makeDirectory(path);
        place_.files->syncDirectory(parent);
        parent = path;
    }
}

void LocalUpload::begin(std::int64_t expected) {
    verify(*place_.files, place_.root, place_.filestore);
    requireSpace(std::max<std::int64_t>(expected, 0));
    file_ = place_.files->create(temporary_);
    if (file_) return;
    makeDirectories("incoming");
    file_ = place_.files->create(temporary_);
    if (!file_) throw Error(ErrorCode::Unavailable, "cannot create " + temporary_.string());
}

void LocalUpload::write(std::span<const char> octets) {
    file_->write(octets);
    hash_.update(octets);
    size_ += static_cast<std::int64_t>(octets.size());
    unchecked_ += static_cast<std::int64_t>(octets.size());
    if (unchecked_ < kSpaceCheckOctets) return;
    unchecked_ = 0;
    requireSpace(0);
}

StoredBlob LocalUpload::finish() {
    file_->sync();
    const auto target = place_.context / key_;
    if (abandoned_) throw Error(ErrorCode::Unavailable, "upload was given up");
    if (!place_.files->rename(temporary_, target)) {
        makeDirectories(std::filesystem::path(key_).parent_path());
        if (!place_.files->rename(temporary_, target)) {
            throw Error(ErrorCode::Unavailable, "cannot rename to " + target.string());
        }
    }
    file_.reset();
    try {
        place_.files->syncDirectory(target.parent_path());
    } catch (const Error&) {
        place_.files->remove(target);
        throw;
    }
    // Nobody knows the key, so nobody can refer to the blob.
    if (abandoned_) place_.files->remove(target);
    return {.key = key_, .size = size_, .sha256 = hash_.finish()};
}

}  // namespace filestore
