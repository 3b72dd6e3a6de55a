#include "groupware/infostore/api/delete_documents.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result DeleteDocuments::handle(const Caller& caller, const engine::Call& call) {
    return refusals(
        service_.remove(caller, documentRefsOf(call.json()), requireLastSeen(call), call.flag("hardDelete")));
}

}  // namespace groupware::infostore::api
