#include "groupware/infostore/api/unlock_document.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result UnlockDocument::handle(const Caller& caller, const engine::Call& call) {
    return writtenWith(service_.unlock(caller, documentRefOf(call)), json::makeObject());
}

}  // namespace groupware::infostore::api
