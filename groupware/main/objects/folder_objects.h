#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/options.h"
#include "groupware/calendar/service/folder_events.h"
#include "groupware/contacts/service/folder_contacts.h"
#include "groupware/folders/service/folder_content.h"
#include "groupware/infostore/service/folder_documents.h"
#include "groupware/tasks/service/folder_tasks.h"

namespace groupware::main {

/// What fills folders: the object types as the folder verbs and deleteuser know them, one member each.
class FolderObjects {
public:
    /// @param clock  must outlive this object
    FolderObjects(const Configuration& configuration, const Clock& clock);

    [[nodiscard]] const folders::FolderContents& contents() const noexcept { return contents_; }

private:
    infostore::FolderDocuments documents_;
    contacts::FolderContacts contacts_;
    tasks::FolderTasks tasks_;
    calendar::FolderEvents events_;
    folders::FolderContents contents_;
};

}  // namespace groupware::main
