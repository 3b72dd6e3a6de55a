#include "groupware/principals/api/group_module.h"

namespace groupware::principals::api {
namespace {

using groupware::api::ModuleErrors;
using groupware::api::Needs;

/// Open-Xchange's numbers; each verb has one of its own for those who may not use it.
constexpr ModuleErrors errors(int forbidden) {
    return {.prefix = "GRP",
            .notFound = 17,
            .forbidden = forbidden,
            .conflict = 6,
            .preconditionFailed = 10,
            .badRequest = 8};
}
constexpr ModuleErrors kRead = errors(0);
constexpr ModuleErrors kCreate = errors(9);
constexpr ModuleErrors kUpdate = errors(11);
constexpr ModuleErrors kDelete = errors(12);

}  // namespace

GroupModule::GroupModule(GroupDirectory& directory, std::size_t listLength)
    : get_(directory),
      all_(directory),
      list_(directory, listLength),
      search_(directory),
      updates_(directory),
      create_(directory),
      update_(directory),
      delete_(directory) {}

void GroupModule::addTo(groupware::api::Registry& registry) {
    registry.add("group", "get", get_, kRead);
    registry.add("group", "all", all_, kRead);
    registry.add("group", "list", list_, kRead);
    registry.add("group", "search", search_, kRead);
    registry.add("group", "updates", updates_, kRead);
    registry.add("group", "new", create_, kCreate, Needs::Master);
    registry.add("group", "update", update_, kUpdate, Needs::Master);
    registry.add("group", "delete", delete_, kDelete, Needs::Master);
}

}  // namespace groupware::principals::api
