#include "filestore/quota.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/infostore/locking.h"
#include "groupware/infostore/md5.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/infostore_service.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace groupware::infostore {
namespace {

/// Passes octets on, counts and hashes them.
class MeasuredSource final : public filestore::BlobSource {
public:
    MeasuredSource(const Upload& upload, const Limits& limits) : upload_(upload), limits_(limits) {}

    [[nodiscard]] std::size_t read(std::span<char> into) override {
        const std::size_t count = upload_.read(into);
        md5_.update(into.first(count));
        total_ += static_cast<std::int64_t>(count);
        requireShort(total_, limits_);
        return count;
    }
    [[nodiscard]] std::string md5() { return md5_.finish(); }

private:
    const Upload& upload_;
    const Limits& limits_;
    std::int64_t total_ = 0;
    Md5 md5_;
};

bool sameHex(std::string_view claimed, std::string_view digest) {
    return std::equal(claimed.begin(), claimed.end(), digest.begin(), digest.end(),
                      [](unsigned char a, unsigned char b) { return std::tolower(a) == b; });
}

}  // namespace

void InfostoreService::requireUploadable(const Caller& caller, FolderId folder,
                                         std::optional<std::int64_t> length) const {
    const Limits now = limits();
    requireShort(length, now);
    if (length && *length <= now.precheckBytes) return;
    database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        access_.require(session, caller, folder, folders::Permission::CreateObjects, folders::kInfostoreModule);
        filestore::requireRoom(session, length.value_or(1));
    });
}

void InfostoreService::requireUploadable(const Caller& caller, DocumentRef document, std::optional<Seq> lastSeen,
                                         std::optional<std::int64_t> length) const {
    const Limits now = limits();
    requireShort(length, now);
    if (length && *length <= now.precheckBytes) return;
    database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto found = findWritable(session, access_, caller, document);
        requireUnlocked(found.document, caller.user, clock_.now());
        requireUnchanged(found.document, lastSeen);
        filestore::requireRoom(session, length.value_or(1));
    });
}

StagedContents InfostoreService::stage(const Caller& caller, const Upload& upload) const {
    const Limits now = limits();
    requireShort(upload.length, now);
    auto store = filestores_.storeOf(caller.context);
    MeasuredSource source(upload, now);
    filestore::StoredBlob blob = store->put(source, upload.length.value_or(0));
    StagedContents staged(filestore::StagedBlob(std::move(store), std::move(blob)), source.md5());
    if (upload.length && *upload.length != staged.size())
        throw Error(
            ErrorCode::BadRequest,
            "upload of " + std::to_string(staged.size()) + " octets, announced were " + std::to_string(*upload.length),
            "The upload is incomplete.");
    if (!upload.md5.empty() && !sameHex(upload.md5, crypto::toHex(staged.md5())))
        throw Error(ErrorCode::BadRequest, "MD5 of the upload differs", "The upload was damaged on its way.");
    return staged;
}

}  // namespace groupware::infostore
