#pragma once

#include "groupware/folders/service/folder_access.h"
#include "groupware/main/objects/platform.h"
#include "groupware/reminders/api/actions.h"
#include "groupware/reminders/service/reminder_service.h"
#include "groupware/reminders/service/reminder_source.h"

#include <vector>

namespace groupware::main {

/// Who wants to be told when: what tasks and appointments share.
class Reminders {
public:
    /// @param access   outlives this object
    /// @param sources  of object types that keep reminders themselves; likewise
    Reminders(const Platform& platform, const folders::FolderAccess& access,
              std::vector<const reminders::ReminderSource*> sources);

    void addTo(api::Registry& registry) { actions_.addTo(registry); }

private:
    reminders::ReminderService service_;
    reminders::api::Actions actions_;
};

}  // namespace groupware::main
