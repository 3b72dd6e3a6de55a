#pragma once

#include "groupware/api/action.h"
#include "groupware/base/caller.h"

#include <string>
#include <string_view>

/// What the attribute actions of the module `user` share.
namespace groupware::principals::api {

/// @throws Error Forbidden if `id` is not the caller; CodedError SVL-0002, SVL-0010
void requireSelf(const Caller& caller, const groupware::api::Call& call);

/// Clients' attributes are kept apart from those that the server gives a meaning, as "gui".
/// @throws Error BadRequest for an empty name
[[nodiscard]] std::string storedName(std::string_view name);

}  // namespace groupware::principals::api
