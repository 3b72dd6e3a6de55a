#include "groupware/reminders/service/set_reminder.h"

#include "groupware/reminders/store/reminder_writer.h"

namespace groupware::reminders {

void setReminder(dbpool::WriteTransaction& tx, const Reminder& reminder) {
    ReminderWriter writer(tx);
    if (writer.update(reminder)) return;
    Reminder added = reminder;
    writer.insert(added);
}

void moveReminders(dbpool::WriteTransaction& tx, ReminderModule module, std::int64_t target, FolderId from,
                   FolderId to) {
    ReminderWriter(tx).moveTarget(module, target, from, to);
}

void removeReminders(dbpool::WriteTransaction& tx, UserId user, ReminderModule module,
                     std::span<const std::int64_t> targets) {
    ReminderWriter(tx).removeOf(user, module, targets);
}

void removeReminders(dbpool::WriteTransaction& tx, ReminderModule module, std::span<const std::int64_t> targets) {
    ReminderWriter(tx).removeTargets(module, targets);
}

std::int64_t removeRemindersOf(dbpool::WriteTransaction& tx, UserId user) {
    return ReminderWriter(tx).removeAllOf(user);
}

}  // namespace groupware::reminders
