#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/ids.h"

#include <optional>
#include <string_view>

namespace groupware::contacts {

/// Attributes of a user: the folder of his collected addresses, and "false" if he wants none collected.
inline constexpr std::string_view kCollectedFolder = "contacts.collectedFolder";
inline constexpr std::string_view kCollecting = "contacts.collecting";

/// The user's folder of collected addresses, if there is one (yet, or still).
[[nodiscard]] std::optional<FolderId> collectedFolder(dbpool::ReadSession& session, UserId user);

}  // namespace groupware::contacts
