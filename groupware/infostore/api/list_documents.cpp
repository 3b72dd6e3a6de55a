#include "groupware/infostore/api/list_documents.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result ListDocuments::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = engine::parseListing(call, view_.columns());
    const auto found = service_.list(caller, documentRefsOf(call.json()));
    engine::Result answer;
    answer.data = view_.rows(found.documents, listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::infostore::api
