#pragma once

#include "groupware/api/action.h"
#include "groupware/formats/json/json.h"
#include "groupware/principals/group.h"

#include <vector>

/// Groups as the JSON API writes them: `id`, `name`, `display_name`, `members`, `last_modified`, `last_modified_utc`.
namespace groupware::principals::api {

[[nodiscard]] formats::json::Object::Ptr groupToWire(const Group& group);
[[nodiscard]] formats::json::Array::Ptr groupsToWire(const std::vector<Group>& groups);

/// What the body says about a group.
/// @throws Error BadRequest
[[nodiscard]] GroupChange groupFieldsOf(const groupware::api::Call& call);

}  // namespace groupware::principals::api
