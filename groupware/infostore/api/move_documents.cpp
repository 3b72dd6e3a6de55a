#include "groupware/infostore/api/move_documents.h"

#include "groupware/infostore/api/wire.h"

#include <optional>
#include <vector>

namespace groupware::infostore::api {

engine::Result MoveDocuments::handle(const Caller& caller, const engine::Call& call) {
    // One document by parameters, or a list in the body: only the former has to say what the client saw.
    const auto id = call.parameter("id");
    const auto seen = id ? std::optional(requireLastSeen(call)) : lastSeen(call);
    const auto documents = id ? std::vector<DocumentRef>{documentRef(*id)} : documentRefsOf(call.json());
    return refusals(service_.move(caller, documents, folderId(call.require("folder")), seen));
}

}  // namespace groupware::infostore::api
