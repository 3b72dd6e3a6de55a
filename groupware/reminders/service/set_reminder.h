#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/reminders/reminder.h"

#include <cstdint>
#include <optional>
#include <span>

/// What an object type does with the reminders of its objects, inside the transaction of its own work: it has recorded
/// a change there.
namespace groupware::reminders {

/// The user's reminder of `reminder.target` becomes this one; its id and seq say nothing.
void setReminder(dbpool::WriteTransaction& tx, const Reminder& reminder);
/// Who was reminded of the object in one folder is reminded of it in another, where it was moved.
void moveReminders(dbpool::WriteTransaction& tx, ReminderModule module, std::int64_t target, FolderId from,
                   FolderId to);
/// The user's reminders of these objects end.
void removeReminders(dbpool::WriteTransaction& tx, UserId user, ReminderModule module,
                     std::span<const std::int64_t> targets);
/// Everybody's reminders of these objects end.
void removeReminders(dbpool::WriteTransaction& tx, ReminderModule module, std::span<const std::int64_t> targets);
/// All of a user who is deleted.
/// @return how many
std::int64_t removeRemindersOf(dbpool::WriteTransaction& tx, UserId user);

}  // namespace groupware::reminders
