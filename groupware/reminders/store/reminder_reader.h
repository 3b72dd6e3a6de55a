#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/reminders/reminder.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace groupware::reminders {

/// Reads reminders of the session's context. Works on a replica or inside a transaction.
class ReminderReader {
public:
    explicit ReminderReader(dbpool::ReadSession& session) : session_(session) {}

    /// Another user's is none.
    [[nodiscard]] std::optional<Reminder> find(UserId user, ReminderId id);
    /// Those of `ids` that are the user's.
    [[nodiscard]] std::vector<Reminder> findAll(UserId user, std::span<const std::int64_t> ids);
    /// The user's reminders up to `until`, earliest first, `limit` of them at most.
    [[nodiscard]] std::vector<Reminder> due(UserId user, Instant until, std::size_t limit);
    /// Of everybody.
    [[nodiscard]] std::vector<Reminder> ofTarget(ReminderModule module, std::int64_t target);
    /// The same of several targets, by target.
    [[nodiscard]] std::map<std::int64_t, std::vector<Reminder>> ofTargets(ReminderModule module,
                                                                          std::span<const std::int64_t> targets);
    /// The user's alarms of those targets; one statement, however many targets there are.
    [[nodiscard]] std::map<std::int64_t, Instant> alarms(UserId user, ReminderModule module,
                                                         std::span<const std::int64_t> targets);

private:
    dbpool::ReadSession& session_;
};

}  // namespace groupware::reminders
