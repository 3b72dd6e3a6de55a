#include "groupware/infostore/api/delete_documents.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result DeleteDocuments::handle(const Caller& caller, const engine::Call& call) {
    const auto result =
        service_.remove(caller, documentRefsOf(call.json()), requireLastSeen(call), call.flag("hardDelete"));
    engine::Result answer;
    answer.data = wireRefs(result.refused);
    answer.timestamp = result.committed.seq;
    answer.committed = result.committed;
    return answer;
}

}  // namespace groupware::infostore::api
