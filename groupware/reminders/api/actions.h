#pragma once

#include "groupware/api/registry.h"
#include "groupware/reminders/api/delete_reminders.h"
#include "groupware/reminders/api/list_due_reminders.h"
#include "groupware/reminders/api/remind_again.h"

namespace groupware::reminders::api {

/// Every action of the module `reminder`, ready to be registered. Outlives the registry.
class Actions {
public:
    /// All outlive this object.
    Actions(const ReminderService& service, const Clock& clock, const groupware::api::Zones& zones)
        : listDue_(service, clock, zones), delete_(service), remindAgain_(service, clock, zones) {}
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;

    void addTo(groupware::api::Registry& registry);

private:
    ListDueReminders listDue_;
    DeleteReminders delete_;
    RemindAgain remindAgain_;
};

}  // namespace groupware::reminders::api
