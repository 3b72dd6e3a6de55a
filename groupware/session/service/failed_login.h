#pragma once

#include "groupware/base/ids.h"
#include "groupware/session/session.h"

#include <optional>
#include <string_view>

/// Internal to session.
namespace groupware::session {

/// A line in the log. Who fails is told by ids and the client's address, which blocking tools need; names stay out of
/// the log, because people type passwords into the name's field.
void logFailedLogin(std::string_view reason, std::optional<ContextId> context, const Client& client,
                    std::optional<UserId> user = {});

}  // namespace groupware::session
