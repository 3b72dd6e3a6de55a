#include "groupware/base/error.h"
#include "groupware/infostore/locking.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/document_writing.h"
#include "groupware/infostore/service/infostore_service.h"

#include <algorithm>

namespace groupware::infostore {

Written InfostoreService::lock(const Caller& caller, DocumentRef ref,
                               std::optional<std::chrono::milliseconds> duration) const {
    if (duration && duration->count() <= 0)
        throw Error(ErrorCode::BadRequest, "lock of no duration", "A lock must last longer than no time.");
    const Instant now = clock_.now();
    const Limits most = limits();
    const Instant until = now + std::min(duration.value_or(most.lockDefault), most.lockMaximum);
    return commit(caller, nullptr, [&](dbpool::WriteTransaction& tx) {
        auto document = findWritable(tx, access_, caller, ref).document;
        requireUnlocked(document, caller.user, now);
        document.lock = Lock{.owner = caller.user, .until = until};
        saveDocument(tx, document, std::nullopt, limits());
        return document;
    });
}

Written InfostoreService::unlock(const Caller& caller, DocumentRef ref) const {
    const Instant now = clock_.now();
    return commit(caller, nullptr, [&](dbpool::WriteTransaction& tx) {
        auto [document, place] = findWritable(tx, access_, caller, ref);
        if (!document.lock) return document;
        if (!place.rights.admin) requireUnlocked(document, caller.user, now);
        document.lock.reset();
        saveDocument(tx, document, std::nullopt, limits());
        return document;
    });
}

}  // namespace groupware::infostore
