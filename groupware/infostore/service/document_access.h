#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/caller.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/infostore/document.h"
#include "groupware/infostore/service/infostore_service.h"

#include <map>
#include <optional>

namespace groupware::infostore {

/// A document, its folder and what the caller may do there.
struct AccessibleDocument {
    Document document;
    folders::AccessibleFolder place;
};

/// @throws Error NotFound: the answer for what is not there and for what is hidden
[[noreturn]] void throwNoDocument(DocumentId document);

/// A document of which a client said more than was found is hidden: not there, not in the folder named, not readable.
/// @throws Error NotFound
[[nodiscard]] AccessibleDocument findReadable(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                              const Caller& caller, DocumentRef ref);

/// As findReadable(), for one that the caller may also change.
/// @throws Error NotFound, Forbidden
[[nodiscard]] AccessibleDocument findWritable(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                              const Caller& caller, DocumentRef ref);

/// @throws Error Forbidden if the caller may not take `document` out of its folder
void requireRemovable(const Caller& caller, const Document& document, const folders::Rights& rights);

/// The folder, if the caller may read at least its own documents there.
/// @throws Error NotFound, Forbidden
[[nodiscard]] folders::AccessibleFolder requireReadableFolder(dbpool::ReadSession& session,
                                                              const folders::FolderAccess& access, const Caller& caller,
                                                              FolderId folder);

/// The caller, if only its own documents are its business in that folder; nothing if all are.
[[nodiscard]] std::optional<UserId> onlyOwner(const Caller& caller, const folders::Rights& rights);

/// The caller's rights in the folders of several documents; each folder is asked for once.
class FolderRights {
public:
    FolderRights(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller)
        : session_(session), access_(access), caller_(caller) {}

    /// Nothing if the caller cannot even see the folder.
    [[nodiscard]] const std::optional<folders::AccessibleFolder>& of(FolderId folder);
    [[nodiscard]] bool mayRead(const Document& document);
    /// @throws Error NotFound if it is hidden, Forbidden if the caller may not take it out of its folder
    void requireRemovable(const Document& document);

private:
    dbpool::ReadSession& session_;
    const folders::FolderAccess& access_;
    const Caller& caller_;
    std::map<FolderId, std::optional<folders::AccessibleFolder>> known_;
};

}  // namespace groupware::infostore
