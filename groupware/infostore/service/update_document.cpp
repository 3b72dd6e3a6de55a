#include "groupware/base/error.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/infostore/locking.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/document_writing.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/infostore/store/document_writer.h"

namespace groupware::infostore {

Written InfostoreService::update(const Caller& caller, DocumentRef ref, const DocumentPatch& patch,
                                 StagedContents* contents, std::optional<Seq> lastSeen) const {
    requireValid(patch, limits());
    const Instant now = clock_.now();
    return commit(caller, contents, [&](dbpool::WriteTransaction& tx) {
        auto [document, place] = findWritable(tx, access_, caller, ref);
        requireUnlocked(document, caller.user, now);
        requireUnchanged(document, lastSeen);
        if (patch.folder && *patch.folder != document.folder) {
            requireRemovable(caller, document, place.rights);
            const auto target = access_.require(tx, caller, *patch.folder, folders::Permission::CreateObjects,
                                                folders::kInfostoreModule);
            folders::touchContent(tx, document.folder);
            relocateDocument(tx, document, target.folder, limits());
        }
        apply(patch, document);
        document.changedBy = caller.user;
        if (patch.modified) {
            document.modified = *patch.modified;
        } else if (contents != nullptr) {
            document.modified = now;
        }
        std::optional<Version> added;
        if (contents != nullptr) {
            if (document.filename.empty())
                throw Error(ErrorCode::BadRequest, "contents without file name",
                            "A document with contents needs a file name.");
            added = versionOf(caller, *contents, patch, document.filename, now);
        } else if (patch.versionComment && document.contents) {
            DocumentWriter(tx).setVersionComment(document.id, document.currentVersion, *patch.versionComment);
            document.contents->comment = *patch.versionComment;
        }
        saveDocument(tx, document, added, limits());
        return document;
    });
}

}  // namespace groupware::infostore
