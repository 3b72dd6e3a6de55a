#pragma once

#include "groupware/base/caller.h"
#include "groupware/principals/module_access.h"

/// What a caller may use, asked by services. Pure.
namespace groupware::principals {

[[nodiscard]] bool mayUse(const Caller& caller, Module module);

/// @param publicText  what he may not do: one sentence for him
/// @throws Error Forbidden
void requireModule(const Caller& caller, Module module, const char* publicText);

}  // namespace groupware::principals
