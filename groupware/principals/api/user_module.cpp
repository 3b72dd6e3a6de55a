#include "groupware/principals/api/user_module.h"

namespace groupware::principals::api {
namespace {

// USR-0010: no such user.
constexpr groupware::api::ModuleErrors kUserErrors{.prefix = "USR", .notFound = 10};

}  // namespace

UserModule::UserModule(UserDirectory& directory, const groupware::api::Zones& zones, std::size_t listLength)
    : get_(directory),
      all_(directory),
      list_(directory, listLength),
      search_(directory),
      current_(directory),
      update_(directory, zones),
      getAttribute_(directory),
      setAttribute_(directory) {}

void UserModule::addTo(groupware::api::Registry& registry) {
    registry.add("user", "get", get_, kUserErrors);
    registry.add("user", "all", all_, kUserErrors);
    registry.add("user", "list", list_, kUserErrors);
    registry.add("user", "search", search_, kUserErrors);
    registry.add("user", "update", update_, kUserErrors, groupware::api::Needs::Master);
    registry.add("user", "getAttribute", getAttribute_, kUserErrors);
    registry.add("user", "setAttribute", setAttribute_, kUserErrors, groupware::api::Needs::Master);
    registry.add("user/me", "", current_, kUserErrors);
}

}  // namespace groupware::principals::api
