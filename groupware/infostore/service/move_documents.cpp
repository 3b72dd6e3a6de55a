#include "groupware/base/error.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/infostore/locking.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/document_writing.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/infostore/service/many_documents.h"

#include <set>

namespace groupware::infostore {

Refusals InfostoreService::move(const Caller& caller, std::span<const DocumentRef> documents, FolderId target,
                                std::optional<Seq> lastSeen) const {
    requireListLength(documents.size());
    const Instant now = clock_.now();
    return inBatches(
        database_, caller.context, documents, [&](dbpool::WriteTransaction& tx, std::span<const DocumentRef> piece) {
            const auto place =
                access_.require(tx, caller, target, folders::Permission::CreateObjects, folders::kInfostoreModule);
            FolderRights rights(tx, access_, caller);
            std::set<FolderId> touched;
            const auto check = [&](const Document& document) {
                rights.requireRemovable(document);
                requireUnlocked(document, caller.user, now);
                requireUnchanged(document, lastSeen);
            };
            auto refused = forEachDocument(tx, piece, check, [&](Document& document) {
                if (document.folder == target) return;
                touched.insert({document.folder, target});
                document.changedBy = caller.user;
                relocateDocument(tx, document, place.folder, limits());
            });
            for (const FolderId folder : touched) folders::touchContent(tx, folder);
            return refused;
        });
}

}  // namespace groupware::infostore
