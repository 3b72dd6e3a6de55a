#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/caller.h"
#include "groupware/base/freshness.h"
#include "groupware/reminders/reminder.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace groupware::reminders {

/// An object type that keeps reminders of its objects itself, because they follow from what its objects say. Called
/// from any thread.
class ReminderSource {
public:
    virtual ~ReminderSource() = default;
    [[nodiscard]] virtual ReminderModule module() const noexcept = 0;

    /// The caller's up to `until`, earliest first, one for each object, at most `limit`; also in folders that he lost.
    /// Sets no ids.
    [[nodiscard]] virtual std::vector<Reminder> due(dbpool::ReadSession& session, const Caller& caller, Instant until,
                                                    std::size_t limit) const = 0;
    /// The caller has seen the reminder of the object. @return nothing if he has none
    [[nodiscard]] virtual std::optional<CommitToken> end(const Caller& caller, std::int64_t target) const = 0;
    /// He wants to be reminded again then. @return nothing if he has none
    [[nodiscard]] virtual std::optional<std::pair<Reminder, CommitToken>> remindAgain(const Caller& caller,
                                                                                      std::int64_t target,
                                                                                      Instant alarm) const = 0;
};

/// The id of the reminder of an object of such a type: it needs no row. Rows have smaller ones.
[[nodiscard]] constexpr ReminderId sourceId(ReminderModule module, std::int64_t target) noexcept {
    constexpr int kTargetBits = 44;
    return {(static_cast<std::int64_t>(module) << kTargetBits) + target};
}
/// What sourceId() was made of; nothing for the id of a row.
[[nodiscard]] constexpr std::optional<std::pair<ReminderModule, std::int64_t>> sourceTarget(ReminderId id) noexcept {
    constexpr int kTargetBits = 44;
    const auto module = reminderModule(id.value >> kTargetBits);
    if (!module) return std::nullopt;
    return std::pair(*module, id.value & ((std::int64_t{1} << kTargetBits) - 1));
}

}  // namespace groupware::reminders
