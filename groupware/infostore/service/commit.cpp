#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/formats/mime/media_type.h"
#include "groupware/infostore/service/infostore_service.h"

#include <utility>

namespace groupware::infostore {

Written InfostoreService::commit(const Caller& caller, StagedContents* contents,
                                 const std::function<Document(dbpool::WriteTransaction&)>& closure) const {
    std::optional<Document> document;
    try {
        CommitToken committed =
            database_.write(caller.context, [&](dbpool::WriteTransaction& tx) { document = closure(tx); });
        if (contents != nullptr) contents->release();
        return {.document = std::move(*document), .committed = std::move(committed)};
    } catch (const Error& failure) {
        // The transaction may have been committed all the same: rather an orphan than a row without its blob.
        if (contents != nullptr && failure.code() == ErrorCode::Unavailable) contents->release();
        throw;
    }
}

Version InfostoreService::versionOf(const Caller& caller, const StagedContents& contents, const DocumentPatch& patch,
                                    std::string_view filename, Instant now) const {
    return {.number = 0,
            .blobKey = contents.key(),
            .size = contents.size(),
            .sha256 = contents.sha256(),
            .md5 = contents.md5(),
            .mediaType = formats::mime::chooseMediaType(patch.mediaType.value_or(""), filename),
            .filename = std::string(filename),
            .comment = patch.versionComment.value_or(""),
            .createdBy = caller.user,
            .createdAt = now};
}

}  // namespace groupware::infostore
