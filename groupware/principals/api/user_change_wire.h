#pragma once

#include "groupware/formats/json/json.h"
#include "groupware/principals/user.h"

#include <optional>
#include <string>

namespace groupware::principals::api {

/// What a user sends to change his own data.
struct OwnChange {
    UserChange change;
    std::optional<std::string> primaryAddress{};  ///< must be the one he has: administrators set it
};

/// Reads names and values as user_columns.h has them; null and "" take a field away. What only describes the user (ids,
/// times, groups) is left out, because clients send whole objects back.
/// @throws Error BadRequest naming a member that no user has, or has another type
[[nodiscard]] OwnChange ownChangeOf(const formats::json::Object& body);

}  // namespace groupware::principals::api
