#include "groupware/principals/caller_access.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <string>

namespace groupware::principals {

bool mayUse(const Caller& caller, Module module) {
    return std::find(caller.modules.begin(), caller.modules.end(), nameOf(module)) != caller.modules.end();
}

void requireModule(const Caller& caller, Module module, const char* publicText) {
    if (mayUse(caller, module)) return;
    throw Error(ErrorCode::Forbidden,
                "user " + std::to_string(caller.user.value) + " lacks " + std::string(nameOf(module)), publicText);
}

}  // namespace groupware::principals
