#include "groupware/tasks/api/actions.h"

namespace groupware::tasks::api {
namespace {

constexpr auto kModule = "tasks";
constexpr groupware::api::Requirements kReads{groupware::api::Needs::AnyServer, kModule};
constexpr groupware::api::Requirements kWrites{groupware::api::Needs::Master, kModule};

}  // namespace

const groupware::api::ModuleErrors& taskErrors() {
    // 7 is Open-Xchange's number of what somebody else has changed, which clients know; the others are ours.
    static constexpr groupware::api::ModuleErrors kErrors{.prefix = "TSK",
                                                          .notFound = 19,
                                                          .forbidden = 46,
                                                          .conflict = 20,
                                                          .preconditionFailed = 7,
                                                          .badRequest = 50,
                                                          .tooLarge = 51};
    return kErrors;
}

void Actions::addTo(groupware::api::Registry& registry) {
    const auto& errors = taskErrors();
    registry.add(kModule, "all", listFolder_, errors, kReads);
    registry.add(kModule, "list", listTasks_, errors, kReads);
    registry.add(kModule, "get", getTask_, errors, kReads);
    registry.add(kModule, "updates", listUpdates_, errors, kReads);
    registry.add(kModule, "search", searchTasks_, errors, kReads);
    registry.add(kModule, "new", newTask_, errors, kWrites);
    registry.add(kModule, "update", updateTask_, errors, kWrites);
    registry.add(kModule, "delete", deleteTasks_, errors, kWrites);
    registry.add(kModule, "confirm", confirmTask_, errors, kWrites);
}

}  // namespace groupware::tasks::api
