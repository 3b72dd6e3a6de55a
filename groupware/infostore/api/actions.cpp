#include "groupware/infostore/api/actions.h"

namespace groupware::infostore::api {
namespace {

// The numbers of Open-Xchange's infostore where it has one for the case. Quota is FLS-0003, the engine's own word.
constexpr groupware::api::ModuleErrors kErrors{.prefix = "IFO",
                                               .notFound = 300,
                                               .forbidden = 400,
                                               .conflict = 100,
                                               .preconditionFailed = 1302,
                                               .badRequest = 2103,
                                               .tooLarge = 1700};

}  // namespace

void Actions::addTo(groupware::api::Registry& registry, std::string_view module) {
    registry.add(module, "all", listFolder_, kErrors);
    registry.add(module, "list", listDocuments_, kErrors);
    registry.add(module, "get", getDocument_, kErrors);
    registry.add(module, "updates", listUpdates_, kErrors);
    registry.add(module, "search", searchDocuments_, kErrors);
    registry.add(module, "versions", listVersions_, kErrors);
    registry.add(module, "new", newDocument_, kErrors, groupware::api::Needs::Master);
    registry.add(module, "update", updateDocument_, kErrors, groupware::api::Needs::Master);
    registry.add(module, "upload", uploadDocument_, kErrors, groupware::api::Needs::Master);
    registry.add(module, "document", downloadDocument_, kErrors);
    registry.add(module, "delete", deleteDocuments_, kErrors, groupware::api::Needs::Master);
    registry.add(module, "move", moveDocuments_, kErrors, groupware::api::Needs::Master);
    registry.add(module, "detach", detachVersions_, kErrors, groupware::api::Needs::Master);
    registry.add(module, "revert", revertDocument_, kErrors, groupware::api::Needs::Master);
    registry.add(module, "copy", copyDocument_, kErrors, groupware::api::Needs::Master);
    registry.add(module, "lock", lockDocument_, kErrors, groupware::api::Needs::Master);
    registry.add(module, "unlock", unlockDocument_, kErrors, groupware::api::Needs::Master);
    registry.add(module, "checkname", checkName_, kErrors);
}

}  // namespace groupware::infostore::api
