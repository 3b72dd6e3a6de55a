#pragma once

#include "groupware/calendar/service/calendar_attachments.h"
#include "groupware/calendar/service/calendar_queries.h"
#include "groupware/calendar/service/folder_events.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/main/objects/platform.h"

namespace groupware::main {

/// Events.
class Calendar {
public:
    /// @param access  outlives this object
    Calendar(const Platform& platform, const folders::FolderAccess& access, formats::ical::FindZone find);

    /// What folder verbs do with events.
    [[nodiscard]] folders::FolderContent& folderContent() noexcept { return folderEvents_; }
    /// What hangs on events.
    [[nodiscard]] attachments::AttachmentTarget& attachmentTarget() noexcept { return attachments_; }

private:
    calendar::CalendarQueries queries_;
    calendar::FolderEvents folderEvents_;
    calendar::CalendarAttachments attachments_;
};

}  // namespace groupware::main
