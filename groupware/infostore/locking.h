#pragma once

#include "groupware/infostore/document.h"

#include <optional>

namespace groupware::infostore {

/// Who holds a lock in force at `now`, if anybody. A lock ends at its `until`.
[[nodiscard]] std::optional<UserId> lockHolder(const Document& document, Instant now);

/// @throws Error Conflict if somebody other than `user` holds a lock at `now`
void requireUnlocked(const Document& document, UserId user, Instant now);

/// The optimistic lock: what the client last saw must still be so.
/// @param lastSeen  the newest timestamp the client knows; nothing = it does not care
/// @throws Error PreconditionFailed if the document changed later
void requireUnchanged(const Document& document, std::optional<Seq> lastSeen);

}  // namespace groupware::infostore
