#pragma once

#include "groupware/attachments/limits.h"
#include "groupware/folders/service/folder_archive.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/tasks/limits.h"
#include "groupware/tasks/vtodo.h"

#include <utility>

namespace groupware::tasks {

/// Tasks in the archive of a context, in the folder that is their home: the calendar object as an `.ics` file, one JSON
/// object with what it does not say (participants by id, where it is seen, everybody's reminders), and a file for every
/// attachment.
class TaskArchive final : public folders::FolderArchive {
public:
    TaskArchive(const Limits& limits, const attachments::Limits& attachmentLimits, formats::ical::FindZone find)
        : limits_(limits), attachmentLimits_(attachmentLimits), times_{.find = std::move(find)} {}

    [[nodiscard]] std::string_view module() const noexcept override { return "tasks"; }
    [[nodiscard]] std::vector<folders::ArchivedObject> page(dbpool::ReadSession& session, FolderId folder,
                                                            folders::ArchivePosition& position,
                                                            std::size_t atMost) const override;
    [[nodiscard]] std::unique_ptr<folders::RestorableObject> read(
        const folders::ArchivedObject& object, const std::function<UserId(std::int64_t)>& userOf) const override;
    void restore(dbpool::WriteTransaction& tx, FolderId folder,
                 std::span<const std::unique_ptr<folders::RestorableObject>> objects) const override;

private:
    Limits limits_;
    attachments::Limits attachmentLimits_;
    TimeContext times_;
};

}  // namespace groupware::tasks
