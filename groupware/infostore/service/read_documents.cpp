#include "groupware/base/error.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/infostore/store/document_reader.h"

#include <algorithm>
#include <map>
#include <utility>

namespace groupware::infostore {

void InfostoreService::requireListLength(std::size_t length) const {
    const std::size_t limit = limits().listLength;
    const std::string most = std::to_string(limit);
    if (length > limit)
        throw Error(ErrorCode::TooLarge, "list of more than " + most,
                    "More than " + most + " documents cannot be handled at once.");
}

Document InfostoreService::get(const Caller& caller, DocumentRef document) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return findReadable(session, access_, caller, document).document;
    });
}

Documents InfostoreService::all(const Caller& caller, FolderId folder) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        auto documents = DocumentReader(session).list(folder, onlyOwner(caller, place.rights), limits().listLength + 1);
        requireListLength(documents.size());
        return Documents{.documents = std::move(documents), .timestamp = session.seq()};
    });
}

Documents InfostoreService::list(const Caller& caller, std::span<const DocumentRef> wanted) const {
    requireListLength(wanted.size());
    std::vector<std::int64_t> ids;
    for (const DocumentRef& ref : wanted) ids.push_back(ref.id.value);
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        std::map<DocumentId, Document> found;
        for (Document& document : DocumentReader(session).findAll(ids)) found.emplace(document.id, std::move(document));

        Documents result{.timestamp = session.seq()};
        FolderRights rights(session, access_, caller);
        for (const DocumentRef& ref : wanted) {
            const auto place = found.find(ref.id);
            if (place == found.end() || (ref.folder && *ref.folder != place->second.folder)) continue;
            if (rights.mayRead(place->second)) result.documents.push_back(place->second);
        }
        return result;
    });
}

std::pair<Document, std::vector<Version>> InfostoreService::versions(const Caller& caller, DocumentRef document) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        auto found = findReadable(session, access_, caller, document);
        auto versions = DocumentReader(session).versions(found.document.id);
        return std::pair(std::move(found.document), std::move(versions));
    });
}

}  // namespace groupware::infostore
