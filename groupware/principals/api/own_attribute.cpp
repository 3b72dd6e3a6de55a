#include "groupware/principals/api/own_attribute.h"

#include "groupware/base/error.h"
#include "groupware/principals/service/user_directory.h"

namespace groupware::principals::api {

void requireSelf(const Caller& caller, const groupware::api::Call& call) {
    if (UserId{call.requireInteger("id")} == caller.user) return;
    throw Error(ErrorCode::Forbidden, "attribute of another user", "You may use your own attributes only.");
}

std::string storedName(std::string_view name) {
    if (name.empty()) throw Error(ErrorCode::BadRequest, "attribute without name", "The attribute has no name.");
    return std::string(kCustomAttributes) + std::string(name);
}

}  // namespace groupware::principals::api
