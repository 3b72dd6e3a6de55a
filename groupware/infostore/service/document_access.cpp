#include "groupware/infostore/service/document_access.h"

#include "groupware/base/error.h"
#include "groupware/infostore/store/document_reader.h"

#include <string>
#include <utility>

namespace groupware::infostore {
void throwNoDocument(DocumentId document) {
    throw Error(ErrorCode::NotFound, "no document " + std::to_string(document.value), "This document does not exist.");
}

AccessibleDocument findReadable(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller,
                                DocumentRef ref) {
    auto document = DocumentReader(session).find(ref.id);
    if (!document || (ref.folder && *ref.folder != document->folder)) throwNoDocument(ref.id);
    auto place =
        access.require(session, caller, document->folder, folders::Permission::SeeFolder, folders::kInfostoreModule);
    if (!place.rights.mayRead(document->createdBy == caller.user)) throwNoDocument(ref.id);
    return {.document = std::move(*document), .place = std::move(place)};
}

AccessibleDocument findWritable(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller,
                                DocumentRef ref) {
    auto found = findReadable(session, access, caller, ref);
    if (!found.place.rights.mayWrite(found.document.createdBy == caller.user))
        throw Error(
            ErrorCode::Forbidden,
            "user " + std::to_string(caller.user.value) + " may not write document " + std::to_string(ref.id.value),
            "You may not change this document.");
    return found;
}

void requireRemovable(const Caller& caller, const Document& document, const folders::Rights& rights) {
    if (!rights.mayRemove(document.createdBy == caller.user))
        throw Error(ErrorCode::Forbidden,
                    "user " + std::to_string(caller.user.value) + " may not remove document " +
                        std::to_string(document.id.value),
                    "You may not take this document out of its folder.");
}

folders::AccessibleFolder requireReadableFolder(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                                const Caller& caller, FolderId folder) {
    return access.require(session, caller, folder, folders::Permission::ReadOwn, folders::kInfostoreModule);
}

std::optional<UserId> onlyOwner(const Caller& caller, const folders::Rights& rights) {
    return rights.mayRead(false) ? std::nullopt : std::optional(caller.user);
}

const std::optional<folders::AccessibleFolder>& FolderRights::of(FolderId folder) {
    const auto known = known_.find(folder);
    if (known != known_.end()) return known->second;
    std::optional<folders::AccessibleFolder> place;
    try {
        place = access_.require(session_, caller_, folder, folders::Permission::SeeFolder, folders::kInfostoreModule);
    } catch (const Error& failure) {
        if (failure.code() != ErrorCode::NotFound && failure.code() != ErrorCode::Forbidden) throw;
    }
    return known_.emplace(folder, std::move(place)).first->second;
}

bool FolderRights::mayRead(const Document& document) {
    const auto& place = of(document.folder);
    return place && place->rights.mayRead(document.createdBy == caller_.user);
}

void FolderRights::requireRemovable(const Document& document) {
    const auto& place = of(document.folder);
    const bool own = document.createdBy == caller_.user;
    if (!place || !(place->rights.mayRead(own) || place->rights.mayRemove(own))) throwNoDocument(document.id);
    infostore::requireRemovable(caller_, document, place->rights);
}

}  // namespace groupware::infostore
