#pragma once

#include "groupware/api/action.h"
#include "groupware/base/caller.h"
#include "groupware/formats/json/json.h"
#include "groupware/principals/resource.h"

#include <vector>

/// Resources as the JSON API writes them: `id`, `name`, `display_name`, `mailaddress`, `description`, `availability`,
/// `permissions` (who may book it: `entity`, `group`, `privilege`), `own_privilege`, `last_modified`,
/// `last_modified_utc`.
namespace groupware::principals::api {

[[nodiscard]] formats::json::Object::Ptr resourceToWire(const Resource& resource, const Caller& caller);
[[nodiscard]] formats::json::Array::Ptr resourcesToWire(const std::vector<Resource>& resources, const Caller& caller);

/// What the body says about a resource.
/// @throws Error BadRequest
[[nodiscard]] ResourceChange resourceFieldsOf(const groupware::api::Call& call);

}  // namespace groupware::principals::api
