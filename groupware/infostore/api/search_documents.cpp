#include "groupware/infostore/api/search_documents.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result SearchDocuments::handle(const Caller& caller, const engine::Call& call) {
    auto listing = engine::parseListing(call, view_.columns());
    if (const auto start = call.integer("start"); start && *start >= 0)
        listing.begin = static_cast<std::size_t>(*start);
    if (const auto end = call.integer("end"); end && *end >= 0) listing.end = static_cast<std::size_t>(*end) + 1;
    const auto body = json::requireObject(call.json(), "the search");
    SearchQuery query{.pattern = json::text(*body, "pattern").value_or("")};
    if (const auto folder = call.parameter("folder"); folder && !folder->empty()) query.folder = folderId(*folder);
    query.includeSubfolders = call.flag("includeSubfolders");
    const auto found = service_.search(caller, query);
    engine::Result answer;
    answer.data = view_.rows(found.documents, listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::infostore::api
