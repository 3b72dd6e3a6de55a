#include "groupware/folders/api/folder_module.h"

#include <utility>

namespace groupware::folders::api {
namespace {

// Open-Xchange's numbers: not visible, does not exist, concurrent modification, duplicate name.
constexpr engine::ModuleErrors kErrors{
    .prefix = "FLD", .notFound = 8, .forbidden = 3, .conflict = 12, .preconditionFailed = 9};

}  // namespace

FolderModule::FolderModule(FolderService& service, ShareService& sharing, const engine::Zones& zones,
                           UploadCheck uploads)
    : view_(zones, sharing.tokens()),
      root_(service, view_),
      list_(service, view_),
      get_(service, view_),
      path_(service, view_),
      allVisible_(service, view_),
      shares_(service, view_),
      updates_(service, view_),
      new_(service),
      update_(service, sharing),
      delete_(service),
      clear_(service),
      restore_(service),
      checkLimits_(std::move(uploads)) {}

void FolderModule::addTo(engine::Registry& registry) {
    registry.add("folders", "root", root_, kErrors);
    registry.add("folders", "list", list_, kErrors);
    registry.add("folders", "get", get_, kErrors);
    registry.add("folders", "path", path_, kErrors);
    registry.add("folders", "allVisible", allVisible_, kErrors);
    registry.add("folders", "shares", shares_, kErrors);
    registry.add("folders", "updates", updates_, kErrors);
    registry.add("folders", "new", new_, kErrors, groupware::api::Needs::Master);
    registry.add("folders", "update", update_, kErrors, groupware::api::Needs::Master);
    registry.add("folders", "delete", delete_, kErrors, groupware::api::Needs::Master);
    registry.add("folders", "clear", clear_, kErrors, groupware::api::Needs::Master);
    registry.add("folders", "restore", restore_, kErrors, groupware::api::Needs::Master);
    registry.add("folders", "notify", notify_, kErrors);
    registry.add("folders", "checklimits", checkLimits_, kErrors);
    registry.add("sync", "refresh_server", clear_, kErrors, groupware::api::Needs::Master);  // as old clients call it
}

}  // namespace groupware::folders::api
