#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace groupware::reminders {

using ReminderId = Id<struct ReminderKind>;  ///< unique inside its context

/// Whose object a reminder is about. Numbers of the JSON interface, stored.
enum class ReminderModule : std::int64_t { Appointment = 1, Task = 4 };

/// The module of a number; nothing for any other.
[[nodiscard]] constexpr std::optional<ReminderModule> reminderModule(std::int64_t number) noexcept {
    if (number == 1) return ReminderModule::Appointment;
    if (number == 4) return ReminderModule::Task;
    return std::nullopt;
}

/// The module's folders, and its name in Caller::modules.
[[nodiscard]] constexpr std::string_view folderModule(ReminderModule module) noexcept {
    return module == ReminderModule::Task ? "tasks" : "calendar";
}

/// One user wants to be told about one object at an instant.
struct Reminder {
    ReminderId id{};
    UserId user{};
    ReminderModule module = ReminderModule::Task;
    std::int64_t target = 0;  ///< the object's id
    FolderId folder{};        ///< where the user sees it
    Instant alarm{};
    Seq seq{};         ///< of the last change
    int position = 0;  ///< of the instance of a series that it is about, from 1; 0: of no series
};

}  // namespace groupware::reminders
