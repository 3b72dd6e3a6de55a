#pragma once

#include "groupware/folders/service/folder_access.h"
#include "groupware/main/objects/platform.h"
#include "groupware/reminders/api/actions.h"
#include "groupware/reminders/service/reminder_service.h"

namespace groupware::main {

/// Who wants to be told when: what tasks and appointments share.
class Reminders {
public:
    /// @param access  outlives this object
    Reminders(const Platform& platform, const folders::FolderAccess& access);

    void addTo(api::Registry& registry) { actions_.addTo(registry); }

private:
    reminders::ReminderService service_;
    reminders::api::Actions actions_;
};

}  // namespace groupware::main
