#pragma once

#include "groupware/folders/delegation.h"
#include "groupware/formats/json/json.h"

/// Delegates in the words of the JSON interface.
namespace groupware::folders::api {

/// `{"entity": 5, "group": false, "level": "write"}`
[[nodiscard]] formats::json::Object::Ptr delegateObject(const Delegate& delegate);

/// Its `entity` and `group`.
/// @throws Error BadRequest
[[nodiscard]] Grantee granteeFrom(const formats::json::Object& object);

}  // namespace groupware::folders::api
