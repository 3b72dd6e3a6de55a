#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/reminders/reminder.h"

#include <cstdint>
#include <span>

namespace groupware::reminders {

/// Writes reminders of the transaction's context and stamps them with its seq.
class ReminderWriter {
public:
    explicit ReminderWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    /// Gives it an id.
    void insert(Reminder& reminder);
    /// Folder and alarm of the reminder that the user has of the target.
    /// @return false if he has none
    bool update(const Reminder& reminder);
    /// Reminders of the target in one folder are in another from now on.
    void moveTarget(ReminderModule module, std::int64_t target, FolderId from, FolderId to);
    void remove(UserId user, std::span<const std::int64_t> ids);
    /// @return how many there were
    std::int64_t removeTargets(ReminderModule module, std::span<const std::int64_t> targets);
    std::int64_t removeOf(UserId user, ReminderModule module, std::span<const std::int64_t> targets);
    std::int64_t removeAllOf(UserId user);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::reminders
