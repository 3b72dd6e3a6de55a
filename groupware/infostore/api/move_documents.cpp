#include "groupware/infostore/api/move_documents.h"

#include "groupware/infostore/api/wire.h"

#include <vector>

namespace groupware::infostore::api {

engine::Result MoveDocuments::handle(const Caller& caller, const engine::Call& call) {
    std::vector<DocumentRef> documents;
    if (const auto id = call.parameter("id")) {
        documents.push_back(documentRef(*id));
    } else {
        documents = documentRefsOf(call.json());
    }
    const auto result = service_.move(caller, documents, folderId(call.require("folder")), lastSeen(call));
    engine::Result answer;
    answer.data = wireRefs(result.refused);
    answer.timestamp = result.committed.seq;
    answer.committed = result.committed;
    return answer;
}

}  // namespace groupware::infostore::api
