#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/reminders/reminder.h"
#include "groupware/reminders/service/reminder_source.h"

#include <cstddef>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace groupware::reminders {

/// Reminders of one snapshot.
struct Reminders {
    std::vector<Reminder> reminders{};
    Seq timestamp;  ///< of the snapshot
};

/// The use cases of reminders: everybody has his own. Safe to call from any thread.
class ReminderService {
public:
    /// All outlive this object.
    /// @param listLength  asked at each use
    /// @param sources     of object types that keep reminders themselves
    ReminderService(dbpool::ContextDatabase& database, const folders::FolderAccess& access,
                    std::function<std::size_t()> listLength, std::vector<const ReminderSource*> sources = {})
        : database_(database), access_(access), listLength_(std::move(listLength)), sources_(std::move(sources)) {}

    /// The caller's reminders of those modules up to `until`, earliest first, for objects in folders that he may still
    /// read and of modules that he has. At most `reminders.listLength` are looked at.
    [[nodiscard]] Reminders due(const Caller& caller, Instant until, std::span<const ReminderModule> modules) const;

    struct Removed {
        std::vector<ReminderId> unknown{};  ///< no reminders of the caller
        CommitToken committed;
    };
    /// @throws Error TooLarge for more than `reminders.listLength`
    Removed remove(const Caller& caller, std::span<const ReminderId> ids) const;

    struct Moved {
        Reminder reminder;
        CommitToken committed;
    };
    /// Reminds again at another instant.
    /// @throws Error NotFound
    Moved remindAgain(const Caller& caller, ReminderId id, Instant alarm) const;

private:
    [[nodiscard]] const ReminderSource* sourceOf(ReminderModule module) const;
    void addFromSources(dbpool::ReadSession& session, const Caller& caller, Instant until,
                        std::vector<Reminder>& reminders) const;
    void removeRows(const Caller& caller, std::span<const ReminderId> ids, Removed& result) const;

    dbpool::ContextDatabase& database_;
    const folders::FolderAccess& access_;
    std::function<std::size_t()> listLength_;
    std::vector<const ReminderSource*> sources_;
};

}  // namespace groupware::reminders
