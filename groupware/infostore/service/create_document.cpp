#include "groupware/base/error.h"
#include "groupware/infostore/locking.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/document_writing.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/infostore/store/document_reader.h"

namespace groupware::infostore {

Written InfostoreService::create(const Caller& caller, const DocumentPatch& patch, StagedContents* contents,
                                 bool addVersion) const {
    requireValid(patch, limits());
    if (!patch.folder) throw Error(ErrorCode::BadRequest, "document without folder", "A document needs a folder.");
    if (contents != nullptr && patch.filename.value_or("").empty())
        throw Error(ErrorCode::BadRequest, "contents without file name", "A document with contents needs a file name.");
    const Instant now = clock_.now();
    return commit(caller, contents, [&](dbpool::WriteTransaction& tx) {
        const auto place =
            access_.require(tx, caller, *patch.folder, folders::Permission::CreateObjects, folders::kInfostoreModule);
        std::optional<Version> version;
        if (contents != nullptr) version = versionOf(caller, *contents, patch, *patch.filename, now);
        if (version && addVersion) {
            const auto taken = DocumentReader(tx).findByName(*patch.folder, *patch.filename);
            if (taken) {
                auto found = findWritable(tx, access_, caller, {.id = taken->id, .folder = taken->folder});
                requireUnlocked(found.document, caller.user, now);
                apply(patch, found.document);
                found.document.changedBy = caller.user;
                found.document.modified = patch.modified.value_or(now);
                saveDocument(tx, found.document, version, limits());
                return found.document;
            }
        }
        Document document{.folder = place.folder.id,
                          .createdBy = caller.user,
                          .createdAt = now,
                          .changedBy = caller.user,
                          .modified = patch.modified.value_or(now)};
        apply(patch, document);
        insertDocument(tx, document, version, limits());
        return document;
    });
}

}  // namespace groupware::infostore
