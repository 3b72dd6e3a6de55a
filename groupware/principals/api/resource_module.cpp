#include "groupware/principals/api/resource_module.h"

namespace groupware::principals::api {
namespace {

using groupware::api::Needs;

// Open-Xchange's numbers. 11 is its "invalid identifier", the nearest to any other invalid field.
constexpr groupware::api::ModuleErrors kErrors{
    .prefix = "RES", .notFound = 5, .forbidden = 9, .conflict = 6, .preconditionFailed = 13, .badRequest = 11};

}  // namespace

ResourceModule::ResourceModule(ResourceDirectory& directory, std::size_t listLength)
    : get_(directory),
      all_(directory),
      list_(directory, listLength),
      search_(directory),
      updates_(directory),
      create_(directory),
      update_(directory),
      delete_(directory, listLength) {}

void ResourceModule::addTo(groupware::api::Registry& registry) {
    registry.add("resource", "get", get_, kErrors);
    registry.add("resource", "all", all_, kErrors);
    registry.add("resource", "list", list_, kErrors);
    registry.add("resource", "search", search_, kErrors);
    registry.add("resource", "updates", updates_, kErrors);
    registry.add("resource", "new", create_, kErrors, Needs::Master);
    registry.add("resource", "update", update_, kErrors, Needs::Master);
    registry.add("resource", "delete", delete_, kErrors, Needs::Master);
}

}  // namespace groupware::principals::api
