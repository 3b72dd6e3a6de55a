#include "groupware/infostore/service/many_documents.h"

#include "groupware/infostore/locking.h"
#include "groupware/infostore/store/document_reader.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace groupware::infostore {

std::vector<DocumentRef> forEachDocument(dbpool::WriteTransaction& tx, std::span<const DocumentRef> refs,
                                         const std::function<bool(Document&)>& each) {
    std::vector<std::int64_t> ids;
    for (const DocumentRef& ref : refs) ids.push_back(ref.id.value);
    std::map<DocumentId, Document> found;
    for (Document& document : DocumentReader(tx).findAll(ids)) found.emplace(document.id, std::move(document));

    std::vector<DocumentRef> refused;
    std::set<DocumentId> done;
    for (const DocumentRef& ref : refs) {
        if (!done.insert(ref.id).second) continue;
        const auto place = found.find(ref.id);
        const bool there = place != found.end() && (!ref.folder || *ref.folder == place->second.folder);
        if (!there || !each(place->second)) refused.push_back(ref);
    }
    return refused;
}

bool isBusy(const Document& document, UserId user, Instant now, std::optional<Seq> lastSeen) {
    const auto holder = lockHolder(document, now);
    return (holder && *holder != user) || (lastSeen && document.seq > *lastSeen);
}

Refusals inBatches(
    dbpool::ContextDatabase& database, ContextId context, std::span<const DocumentRef> refs,
    const std::function<std::vector<DocumentRef>(dbpool::WriteTransaction&, std::span<const DocumentRef>)>& batch) {
    Refusals result;
    result.committed.context = context;
    while (!refs.empty()) {
        const auto piece = refs.first(std::min(refs.size(), kBatchLength));
        std::vector<DocumentRef> refused;
        result.committed = database.write(context, [&](dbpool::WriteTransaction& tx) { refused = batch(tx, piece); });
        result.refused.insert(result.refused.end(), refused.begin(), refused.end());
        refs = refs.subspan(piece.size());
    }
    return result;
}

}  // namespace groupware::infostore
