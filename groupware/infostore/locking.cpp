#include "groupware/infostore/locking.h"

#include "groupware/base/error.h"

namespace groupware::infostore {

std::optional<UserId> lockHolder(const Document& document, Instant now) {
    if (!document.lock || document.lock->until <= now) return std::nullopt;
    return document.lock->owner;
}

void requireUnlocked(const Document& document, UserId user, Instant now) {
    const auto holder = lockHolder(document, now);
    if (holder && *holder != user)
        throw Error(
            ErrorCode::Conflict,
            "document " + std::to_string(document.id.value) + " is locked by user " + std::to_string(holder->value),
            "This document is locked by another user.");
}

void requireUnchanged(const Document& document, std::optional<Seq> lastSeen) {
    if (lastSeen && document.seq > *lastSeen)
        throw Error(ErrorCode::PreconditionFailed,
                    "document " + std::to_string(document.id.value) + " changed at " +
                        std::to_string(document.seq.value) + ", the caller knows " + std::to_string(lastSeen->value),
                    "This document has been changed in the meantime. Reload it and try again.");
}

}  // namespace groupware::infostore
