#include "groupware/folders/api/share_module.h"

namespace groupware::folders::api {
namespace {

// Our own numbers: folders have theirs, but a link's errors are a module's of its own.
constexpr engine::ModuleErrors kErrors{
    .prefix = "SHR", .notFound = 3, .forbidden = 4, .preconditionFailed = 5, .badRequest = 6, .quotaExceeded = 7};

}  // namespace

ShareModule::ShareModule(ShareService& service) : get_(service), update_(service), delete_(service) {}

void ShareModule::addTo(engine::Registry& registry) {
    registry.add("share/management", "getLink", get_, kErrors, engine::Needs::Master);
    registry.add("share/management", "updateLink", update_, kErrors, engine::Needs::Master);
    registry.add("share/management", "deleteLink", delete_, kErrors, engine::Needs::Master);
    registry.add("share/management", "sendLink", send_, kErrors);
}

}  // namespace groupware::folders::api
