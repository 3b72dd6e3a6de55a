#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/infostore/store/document_reader.h"
#include "groupware/sync/change.h"
#include "groupware/sync/tombstones.h"

#include <algorithm>
#include <set>
#include <utility>

namespace groupware::infostore {

Changes InfostoreService::updates(const Caller& caller, FolderId folder, Seq since) const {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto place = requireReadableFolder(session, access_, caller, folder);
        sync::requireTombstones(session, since);
        Changes changes{.timestamp = session.seq()};
        changes.changed = DocumentReader(session).changedSince(folder, onlyOwner(caller, place.rights), since);

        // What left the folder and came back has both a row and an older tombstone: it is there.
        std::set<DocumentId> present;
        for (const Document& document : changes.changed) present.insert(document.id);
        for (const sync::Tombstone& tombstone : sync::Tombstones(session).since(sync::Kind::Document, folder, since)) {
            const DocumentId id{tombstone.object};
            if (!present.contains(id)) changes.removed.push_back(id);
        }
        return changes;
    });
}

}  // namespace groupware::infostore
