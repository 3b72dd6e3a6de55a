#include "groupware/folders/service/folder_touch.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/infostore/locking.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/document_writing.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/infostore/service/many_documents.h"

#include <optional>
#include <set>
#include <vector>

namespace groupware::infostore {
namespace {

/// The caller's trash folder for files, if it has one.
std::optional<folders::Folder> trashOf(dbpool::ReadSession& session, const Caller& caller) {
    return folders::FolderReader(session).standard(caller.user, folders::StandardFolder::Trash,
                                                   folders::kInfostoreModule);
}

}  // namespace

Refusals InfostoreService::remove(const Caller& caller, std::span<const DocumentRef> documents,
                                  std::optional<Seq> lastSeen, bool hardDelete) const {
    requireListLength(documents.size());
    const Instant now = clock_.now();
    return inBatches(database_, caller.context, documents,
                     [&](dbpool::WriteTransaction& tx, std::span<const DocumentRef> piece) {
                         const auto trash = hardDelete ? std::nullopt : trashOf(tx, caller);
                         FolderRights rights(tx, access_, caller);
                         std::set<FolderId> touched;
                         std::vector<Document> erased;
                         const auto check = [&](const Document& document) {
                             rights.requireRemovable(document);
                             requireUnlocked(document, caller.user, now);
                             requireUnchanged(document, lastSeen);
                         };
                         auto refused = forEachDocument(tx, piece, check, [&](Document& document) {
                             touched.insert(document.folder);
                             const auto type = rights.of(document.folder)->folder.type;
                             if (!trash || type == folders::FolderType::Trash) {
                                 erased.push_back(document);
                                 return;
                             }
                             touched.insert(trash->id);
                             document.lock.reset();
                             document.changedBy = caller.user;
                             relocateDocument(tx, document, *trash, limits());
                         });
                         if (!erased.empty()) eraseDocuments(tx, erased);
                         for (const FolderId folder : touched) folders::touchContent(tx, folder);
                         return refused;
                     });
}

}  // namespace groupware::infostore
