#pragma once

#include "groupware/api/config_tree.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/main/objects/calendar_files.h"
#include "groupware/main/objects/platform.h"
#include "groupware/tasks/api/actions.h"
#include "groupware/tasks/api/export_tasks.h"
#include "groupware/tasks/api/find_tasks.h"
#include "groupware/tasks/api/import_tasks.h"
#include "groupware/tasks/service/folder_tasks.h"
#include "groupware/tasks/service/task_attachments.h"
#include "groupware/tasks/service/task_service.h"

namespace groupware::main {

/// Tasks.
class Tasks {
public:
    /// @param access  outlives this object
    Tasks(const Platform& platform, const folders::FolderAccess& access, formats::ical::FindZone find);

    /// What folder verbs do with tasks.
    [[nodiscard]] folders::FolderContent& folderContent() noexcept { return folderTasks_; }
    /// What hangs on tasks.
    [[nodiscard]] attachments::AttachmentTarget& attachmentTarget() noexcept { return attachments_; }

    /// What `find` does with tasks.
    [[nodiscard]] const api::FindModule& finder() const noexcept { return finder_; }

    void addTo(api::Registry& registry) { actions_.addTo(registry); }
    /// `tasknotification` and `participants/maximumNumberParticipants`.
    void addTo(api::ConfigTree& settings);
    void addTo(CalendarFiles& files) { files.add("tasks", import_, export_); }

private:
    tasks::TaskService service_;
    tasks::FolderTasks folderTasks_;
    tasks::TaskAttachments attachments_;
    tasks::api::FindTasks finder_;
    tasks::api::Actions actions_;
    tasks::api::ImportTasks import_;
    tasks::api::ExportTasks export_;
};

}  // namespace groupware::main
