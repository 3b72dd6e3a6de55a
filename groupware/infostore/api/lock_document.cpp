#include "groupware/infostore/api/lock_document.h"

#include "groupware/infostore/api/wire.h"

#include <chrono>
#include <optional>

namespace groupware::infostore::api {

engine::Result LockDocument::handle(const Caller& caller, const engine::Call& call) {
    std::optional<std::chrono::milliseconds> duration;
    if (const auto milliseconds = call.integer("diff")) duration = std::chrono::milliseconds(*milliseconds);
    return writtenWith(service_.lock(caller, documentRefOf(call), duration), json::makeObject());
}

}  // namespace groupware::infostore::api
