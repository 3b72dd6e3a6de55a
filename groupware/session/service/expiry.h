#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/options.h"
#include "groupware/session/options.h"
#include "groupware/session/store/session_store.h"

namespace groupware::session {

/// Since when sessions must have been used not to be over at `now`.
[[nodiscard]] inline Expiry expiryAt(Instant now, const Configuration& configuration) {
    return {.shortLived = now - configuration.get(kShortLife), .longLived = now - configuration.get(kLongLife)};
}

}  // namespace groupware::session
