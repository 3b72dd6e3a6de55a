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

/// Whoever lacks the module is told so at once, whatever folder he names.
constexpr groupware::api::Requirements kReads{groupware::api::Needs::AnyServer, "infostore"};
constexpr groupware::api::Requirements kWrites{groupware::api::Needs::Master, "infostore"};

}  // namespace

void Actions::addTo(groupware::api::Registry& registry, std::string_view module) {
    registry.add(module, "all", listFolder_, kErrors, kReads);
    registry.add(module, "list", listDocuments_, kErrors, kReads);
    registry.add(module, "get", getDocument_, kErrors, kReads);
    registry.add(module, "updates", listUpdates_, kErrors, kReads);
    registry.add(module, "search", searchDocuments_, kErrors, kReads);
    registry.add(module, "versions", listVersions_, kErrors, kReads);
    registry.add(module, "new", newDocument_, kErrors, kWrites);
    registry.add(module, "update", updateDocument_, kErrors, kWrites);
    registry.add(module, "upload", uploadDocument_, kErrors, kWrites);
    registry.add(module, "document", downloadDocument_, kErrors, kReads);
    registry.add(module, "delete", deleteDocuments_, kErrors, kWrites);
    registry.add(module, "move", moveDocuments_, kErrors, kWrites);
    registry.add(module, "restore", restoreDocuments_, kErrors, kWrites);
    registry.add(module, "detach", detachVersions_, kErrors, kWrites);
    registry.add(module, "revert", revertDocument_, kErrors, kWrites);
    registry.add(module, "copy", copyDocument_, kErrors, kWrites);
    registry.add(module, "lock", lockDocument_, kErrors, kWrites);
    registry.add(module, "unlock", unlockDocument_, kErrors, kWrites);
    registry.add(module, "checkname", checkName_, kErrors, kReads);
}

}  // namespace groupware::infostore::api
