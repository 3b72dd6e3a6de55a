#include "groupware/infostore/service/folder_documents.h"

#include "groupware/folders/service/folder_touch.h"
#include "groupware/infostore/locking.h"
#include "groupware/infostore/service/document_writing.h"
#include "groupware/infostore/store/document_reader.h"
#include "groupware/infostore/store/document_writer.h"

#include <vector>

namespace groupware::infostore {

int FolderDocuments::remove(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, int atMost) {
    const auto documents = DocumentReader(tx).list(folder, std::nullopt, static_cast<std::size_t>(atMost));
    for (const Document& document : documents) requireUnlocked(document, caller.user, clock_.now());
    if (!documents.empty()) {
        eraseDocuments(tx, documents);
        folders::touchContent(tx, folder);
    }
    return static_cast<int>(documents.size());
}

int FolderDocuments::moveToTrash(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, FolderId trash,
                                 int atMost) {
    auto documents = DocumentReader(tx).list(folder, std::nullopt, static_cast<std::size_t>(atMost));
    folders::Folder target;
    target.id = trash;
    target.type = folders::FolderType::Trash;
    for (Document& document : documents) {
        requireUnlocked(document, caller.user, clock_.now());
        document.lock.reset();
        document.changedBy = caller.user;
        relocateDocument(tx, document, target, limits_);
    }
    if (!documents.empty()) {
        folders::touchContent(tx, folder);
        folders::touchContent(tx, trash);
    }
    return static_cast<int>(documents.size());
}

void FolderDocuments::endLocks(dbpool::WriteTransaction& tx, FolderId folder) {
    DocumentWriter(tx).endLocks(folder);
}

int FolderDocuments::bequeath(dbpool::WriteTransaction& tx, UserId user, UserId heir, int atMost) {
    const auto documents = DocumentReader(tx).touchedBy(user, static_cast<std::size_t>(atMost));
    if (!documents.empty()) bequeathDocuments(tx, documents, user, heir);
    return static_cast<int>(documents.size());
}

std::map<FolderId, std::int64_t> FolderDocuments::count(dbpool::ReadSession& session,
                                                        std::span<const FolderId> folders) {
    return DocumentReader(session).count(folders);
}

}  // namespace groupware::infostore
