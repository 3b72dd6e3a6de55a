#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/options.h"
#include "groupware/calendar/freebusy/resource_booking.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/service/folder_events.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/contacts/service/folder_contacts.h"
#include "groupware/folders/service/folder_content.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/infostore/service/folder_documents.h"
#include "groupware/tasks/service/folder_tasks.h"

namespace groupware::main {

/// What fills folders: the object types as the folder verbs and deleteuser know them, one member each.
class FolderObjects {
public:
    /// @param clock  must outlive this object
    /// @param find   the system's time zones
    FolderObjects(const Configuration& configuration, const Clock& clock, const formats::ical::FindZone& find);

    [[nodiscard]] const folders::FolderContents& contents() const noexcept { return contents_; }

private:
    infostore::FolderDocuments documents_;
    contacts::FolderContacts contacts_;
    tasks::FolderTasks tasks_;
    calendar::Outbox outbox_;
    calendar::ResourceBooking booking_;
    calendar::Scheduling scheduling_;
    calendar::FolderEvents events_;
    folders::FolderContents contents_;
};

}  // namespace groupware::main
