#pragma once

#include "dbpool/driver/rows.h"
#include "groupware/session/session.h"

namespace groupware::session {

/// The session in columns 1 to 12 of a row: id, public_id, user, credential_version, secret, cookie_hash,
/// public_cookie_hash, client, address, created, last_used, stay_signed_in.
[[nodiscard]] Session sessionOf(const dbpool::Rows& row);

}  // namespace groupware::session
