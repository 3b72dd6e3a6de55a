#pragma once

#include "groupware/base/options.h"
#include "groupware/calendar/maintenance/calendar_archive.h"
#include "groupware/contacts/service/contact_archive.h"
#include "groupware/folders/service/folder_archive.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/infostore/service/document_archive.h"
#include "groupware/main/objects/user_archives.h"
#include "groupware/tasks/service/task_archive.h"

namespace groupware::main {

/// What fills folders, as the archive of a whole context knows it: one member for each object type.
class FolderArchives {
public:
    /// @param find  the system's time zones
    FolderArchives(const Configuration& configuration, formats::ical::FindZone find);

    [[nodiscard]] const folders::FolderArchives& archives() const noexcept { return archives_; }
    /// What is kept for each user beside his data.
    [[nodiscard]] const principals::UserArchive& settings() const noexcept { return settings_; }

private:
    infostore::DocumentArchive documents_;
    contacts::ContactArchive contacts_;
    tasks::TaskArchive tasks_;
    calendar::CalendarArchive events_;
    folders::FolderArchives archives_;
    UserArchives settings_;
};

}  // namespace groupware::main
