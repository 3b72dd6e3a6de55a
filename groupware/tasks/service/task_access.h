#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/caller.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/tasks/service/task_service.h"
#include "groupware/tasks/store/task_reader.h"
#include "groupware/tasks/task.h"

#include <map>
#include <optional>
#include <vector>

namespace groupware::tasks {

/// A task, the folder it is seen in and what the caller may do there.
struct AccessibleTask {
    Task task;
    folders::AccessibleFolder place;
};

/// @throws Error NotFound: the answer for what is not there and for what is hidden
[[noreturn]] void throwNoTask(TaskId task);

/// The folder, if the caller may read at least its own tasks there.
/// @throws Error NotFound, Forbidden
[[nodiscard]] folders::AccessibleFolder requireReadableFolder(dbpool::ReadSession& session,
                                                              const folders::FolderAccess& access, const Caller& caller,
                                                              FolderId folder);

/// Private tasks are for those who made them, whoever may read the folder.
[[nodiscard]] bool mayRead(const Caller& caller, const Task& task, const folders::Rights& rights);
[[nodiscard]] Visibility visibilityFor(const Caller& caller, const folders::Rights& rights);

/// With its text.
/// @throws Error NotFound
[[nodiscard]] AccessibleTask findReadable(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                          const Caller& caller, TaskRef ref);
/// As findReadable(), for one that the caller may also change.
/// @throws Error NotFound, Forbidden
[[nodiscard]] AccessibleTask findWritable(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                          const Caller& caller, TaskRef ref);
/// @throws Error Forbidden if the caller may not take `task` out of its folder
void requireRemovable(const Caller& caller, const Task& task, const folders::Rights& rights);

/// The caller's rights in the folders of several tasks; each folder is asked for once.
class FolderRights {
public:
    FolderRights(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller)
        : session_(session), access_(access), caller_(caller) {}

    /// Nothing if the caller cannot even see the folder.
    [[nodiscard]] const std::optional<folders::AccessibleFolder>& of(FolderId folder);
    [[nodiscard]] bool mayRead(const Task& task);

private:
    dbpool::ReadSession& session_;
    const folders::FolderAccess& access_;
    const Caller& caller_;
    std::map<FolderId, std::optional<folders::AccessibleFolder>> known_;
};

/// Fills in participants and the caller's alarms where asked for.
/// @param folder  where all of them are seen, if that is one
void addDetails(dbpool::ReadSession& session, const Caller& caller, std::vector<Task>& tasks, Details details,
                std::optional<FolderId> folder = {});

}  // namespace groupware::tasks
