#include "groupware/infostore/api/revert_document.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result RevertDocument::handle(const Caller& caller, const engine::Call& call) {
    return writtenWith(service_.revert(caller, documentRefOf(call), requireLastSeen(call)), json::makeObject());
}

}  // namespace groupware::infostore::api
