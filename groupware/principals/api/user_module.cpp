#include "groupware/principals/api/user_module.h"

namespace groupware::principals::api {
namespace {

// USR-0010: no such user.
constexpr groupware::api::ModuleErrors kUserErrors{.prefix = "USR", .notFound = 10};

}  // namespace

UserModule::UserModule(UserDirectory& directory)
    : get_(directory), all_(directory), list_(directory), search_(directory), current_(directory) {}

void UserModule::addTo(groupware::api::Registry& registry) {
    registry.add("user", "get", get_, kUserErrors);
    registry.add("user", "all", all_, kUserErrors);
    registry.add("user", "list", list_, kUserErrors);
    registry.add("user", "search", search_, kUserErrors);
    registry.add("user/me", "", current_, kUserErrors);
}

}  // namespace groupware::principals::api
