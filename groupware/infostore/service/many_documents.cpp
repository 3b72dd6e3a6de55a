#include "groupware/infostore/service/many_documents.h"

#include "groupware/base/error.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/store/document_reader.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace groupware::infostore {

std::vector<Refusal> forEachDocument(dbpool::WriteTransaction& tx, std::span<const DocumentRef> refs,
                                     const std::function<void(const Document&)>& check,
                                     const std::function<void(Document&)>& each) {
    std::vector<std::int64_t> ids;
    for (const DocumentRef& ref : refs) ids.push_back(ref.id.value);
    std::map<DocumentId, Document> found;
    for (Document& document : DocumentReader(tx).findAll(ids)) found.emplace(document.id, std::move(document));

    std::vector<Refusal> refused;
    std::set<DocumentId> done;
    for (const DocumentRef& ref : refs) {
        if (!done.insert(ref.id).second) continue;
        const auto place = found.find(ref.id);
        try {
            if (place == found.end() || (ref.folder && *ref.folder != place->second.folder)) throwNoDocument(ref.id);
            check(place->second);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Unavailable || error.code() == ErrorCode::Internal) throw;
            refused.push_back({.document = ref, .reason = error.publicText()});
            continue;
        }
        each(place->second);
    }
    return refused;
}

Refusals inBatches(
    dbpool::ContextDatabase& database, ContextId context, std::span<const DocumentRef> refs,
    const std::function<std::vector<Refusal>(dbpool::WriteTransaction&, std::span<const DocumentRef>)>& batch) {
    Refusals result;
    result.committed.context = context;
    while (!refs.empty()) {
        const auto piece = refs.first(std::min(refs.size(), kBatchLength));
        std::vector<Refusal> refused;
        result.committed = database.write(context, [&](dbpool::WriteTransaction& tx) { refused = batch(tx, piece); });
        result.refused.insert(result.refused.end(), refused.begin(), refused.end());
        refs = refs.subspan(piece.size());
    }
    return result;
}

}  // namespace groupware::infostore
