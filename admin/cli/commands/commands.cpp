#include "admin/cli/commands/commands.h"

namespace admin::cli {

std::vector<std::unique_ptr<Command>> allCommands() {
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(initConfigDb());
    commands.push_back(oxInstaller());
    commands.push_back(registerServer());
    commands.push_back(listServer());
    commands.push_back(changeServer());
    commands.push_back(unregisterServer());
    commands.push_back(registerFilestore());
    commands.push_back(listFilestore());
    commands.push_back(changeFilestore());
    commands.push_back(unregisterFilestore());
    commands.push_back(registerDatabase());
    commands.push_back(listDatabase());
    commands.push_back(changeDatabase());
    commands.push_back(unregisterDatabase());
    commands.push_back(promoteDatabase());
    commands.push_back(checkReplication());
    commands.push_back(createContext());
    commands.push_back(listContext());
    commands.push_back(changeContext());
    commands.push_back(deleteContext());
    commands.push_back(enableContext());
    commands.push_back(disableContext());
    commands.push_back(existsContext());
    commands.push_back(exportContext());
    commands.push_back(importContext());
    commands.push_back(getAccessCombinationNameForContext());
    commands.push_back(listQuota());
    commands.push_back(listOutbox());
    commands.push_back(changeOutbox());
    commands.push_back(createReason());
    commands.push_back(listReason());
    commands.push_back(deleteReason());
    commands.push_back(createUser());
    commands.push_back(listUser());
    commands.push_back(changeUser());
    commands.push_back(deleteUser());
    commands.push_back(existsUser());
    commands.push_back(getAccessCombinationNameForUser());
    commands.push_back(createGroup());
    commands.push_back(listGroup());
    commands.push_back(changeGroup());
    commands.push_back(deleteGroup());
    commands.push_back(createResource());
    commands.push_back(listResource());
    commands.push_back(changeResource());
    commands.push_back(deleteResource());
    commands.push_back(checkCalendar());
    return commands;
}

}  // namespace admin::cli
