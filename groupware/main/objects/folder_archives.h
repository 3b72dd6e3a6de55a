#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/options.h"
#include "groupware/calendar/maintenance/calendar_archive.h"
#include "groupware/contacts/service/contact_archive.h"
#include "groupware/folders/service/folder_archive.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/infostore/service/document_archive.h"
#include "groupware/main/objects/user_archives.h"
#include "groupware/principals/share_token.h"
#include "groupware/session/service/app_password_archive.h"
#include "groupware/tasks/service/task_archive.h"

namespace groupware::main {

/// What fills folders, as the archive of a whole context knows it: one member for each object type.
class FolderArchives {
public:
    /// @param clock  outlives this object
    /// @param find  the system's time zones
    /// @param tokens  of links and published URLs
    FolderArchives(const Configuration& configuration, const Clock& clock, formats::ical::FindZone find,
                   const principals::ShareTokens& tokens);

    [[nodiscard]] const folders::FolderArchives& archives() const noexcept { return archives_; }
    /// What is kept for each user beside his data.
    [[nodiscard]] const principals::UserArchive& settings() const noexcept { return settings_; }
    /// And what ends when his password changes.
    [[nodiscard]] const principals::UserArchive& credentials() const noexcept { return appPasswords_; }

private:
    infostore::DocumentArchive documents_;
    contacts::ContactArchive contacts_;
    tasks::TaskArchive tasks_;
    calendar::CalendarArchive events_;
    folders::FolderArchives archives_;
    UserArchives settings_;
    session::AppPasswordArchive appPasswords_;
};

}  // namespace groupware::main
