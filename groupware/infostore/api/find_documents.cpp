#include "groupware/infostore/api/find_documents.h"

#include "groupware/infostore/api/wire.h"

#include <set>
#include <string>

namespace groupware::infostore::api {

std::vector<engine::FindSuggestion> FindDocuments::suggest(const Caller& caller, const std::string& prefix,
                                                           std::size_t limit) const {
    std::vector<engine::FindSuggestion> suggestions;
    std::set<std::string> known;
    for (const Document& document : service_.search(caller, {.pattern = prefix}).documents) {
        if (suggestions.size() == limit) break;
        const std::string& text = document.title.empty() ? document.filename : document.title;
        if (!text.empty() && known.insert(text).second)
            suggestions.push_back({.id = wireId(document.folder, document.id), .text = text});
    }
    return suggestions;
}

engine::FindAnswer FindDocuments::query(const Caller& caller, const engine::Call& call,
                                        const engine::FindRequest& request) const {
    auto listing = engine::parseListing(call, view_.columns());
    listing.begin = request.start;
    listing.end = request.start + request.size;
    SearchQuery query{.pattern = request.text};
    if (request.folder) query.folder = folderId(*request.folder);
    const auto found = service_.search(caller, query);
    return {.found = found.documents.size(),
            .rows = view_.rows(found.documents, listing, caller, call),
            .timestamp = found.timestamp};
}

}  // namespace groupware::infostore::api
