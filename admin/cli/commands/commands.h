#pragma once

#include "admin/cli/command.h"

#include <memory>
#include <vector>

namespace admin::cli {

[[nodiscard]] std::unique_ptr<Command> registerServer();
[[nodiscard]] std::unique_ptr<Command> listServer();
[[nodiscard]] std::unique_ptr<Command> changeServer();
[[nodiscard]] std::unique_ptr<Command> unregisterServer();
[[nodiscard]] std::unique_ptr<Command> registerFilestore();
[[nodiscard]] std::unique_ptr<Command> listFilestore();
[[nodiscard]] std::unique_ptr<Command> changeFilestore();
[[nodiscard]] std::unique_ptr<Command> unregisterFilestore();
[[nodiscard]] std::unique_ptr<Command> registerDatabase();
[[nodiscard]] std::unique_ptr<Command> listDatabase();
[[nodiscard]] std::unique_ptr<Command> changeDatabase();
[[nodiscard]] std::unique_ptr<Command> unregisterDatabase();
[[nodiscard]] std::unique_ptr<Command> promoteDatabase();
[[nodiscard]] std::unique_ptr<Command> checkReplication();
[[nodiscard]] std::unique_ptr<Command> createContext();
[[nodiscard]] std::unique_ptr<Command> listContext();
[[nodiscard]] std::unique_ptr<Command> changeContext();
[[nodiscard]] std::unique_ptr<Command> deleteContext();
[[nodiscard]] std::unique_ptr<Command> enableContext();
[[nodiscard]] std::unique_ptr<Command> disableContext();
[[nodiscard]] std::unique_ptr<Command> existsContext();
[[nodiscard]] std::unique_ptr<Command> exportContext();
[[nodiscard]] std::unique_ptr<Command> importContext();
[[nodiscard]] std::unique_ptr<Command> getAccessCombinationNameForContext();
[[nodiscard]] std::unique_ptr<Command> listQuota();
[[nodiscard]] std::unique_ptr<Command> listOutbox();
[[nodiscard]] std::unique_ptr<Command> changeOutbox();
[[nodiscard]] std::unique_ptr<Command> createReason();
[[nodiscard]] std::unique_ptr<Command> listReason();
[[nodiscard]] std::unique_ptr<Command> deleteReason();
[[nodiscard]] std::unique_ptr<Command> createUser();
[[nodiscard]] std::unique_ptr<Command> listUser();
[[nodiscard]] std::unique_ptr<Command> changeUser();
[[nodiscard]] std::unique_ptr<Command> deleteUser();
[[nodiscard]] std::unique_ptr<Command> existsUser();
[[nodiscard]] std::unique_ptr<Command> getAccessCombinationNameForUser();
[[nodiscard]] std::unique_ptr<Command> createGroup();
[[nodiscard]] std::unique_ptr<Command> listGroup();
[[nodiscard]] std::unique_ptr<Command> changeGroup();
[[nodiscard]] std::unique_ptr<Command> deleteGroup();
[[nodiscard]] std::unique_ptr<Command> checkCalendar();
[[nodiscard]] std::unique_ptr<Command> createResource();
[[nodiscard]] std::unique_ptr<Command> listResource();
[[nodiscard]] std::unique_ptr<Command> changeResource();
[[nodiscard]] std::unique_ptr<Command> deleteResource();
[[nodiscard]] std::unique_ptr<Command> initConfigDb();
[[nodiscard]] std::unique_ptr<Command> oxInstaller();

/// Every command of the tools, in the order of the manual. This list is what exists.
[[nodiscard]] std::vector<std::unique_ptr<Command>> allCommands();

}  // namespace admin::cli
