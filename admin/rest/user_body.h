#pragma once

#include "admin/service/user_input.h"
#include "groupware/formats/json/json.h"

namespace admin::rest {

/// The members that describe a user.
/// @throws groupware::Error BadRequest for a member of another type
[[nodiscard]] UserInput userInputOf(const groupware::formats::json::Object& body);

/// `accessCombination` and `access` (`{"calendar": true, ...}`).
void readAccess(const groupware::formats::json::Object& body, UserInput& input);

}  // namespace admin::rest
