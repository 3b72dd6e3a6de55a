#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/alarm_triggers.h"
#include "groupware/calendar/event.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace groupware::calendar {

/// When an alarm of somebody rings next.
struct StoredTrigger {
    EventId object{};
    UserId user{};
    AlarmTrigger trigger{};
};

/// The same with where its event is.
struct FoundTrigger {
    StoredTrigger stored{};
    EventId event{};  ///< of the VEVENT that has the alarm
    FolderId folder{};
    UserId owner{};  ///< of the calendar; 0 if that is no user
    Seq seq{};       ///< of the object
};

/// Reads when alarms ring. Works on a replica or inside a transaction.
class AlarmReader {
public:
    explicit AlarmReader(dbpool::ReadSession& session) : session_(session) {}

    /// The user's that ring before `until`, earliest first, `limit` of them at most.
    [[nodiscard]] std::vector<FoundTrigger> due(UserId user, Instant until, std::size_t limit);
    /// What there is of objects that are about to be stored.
    struct Before {
        std::vector<std::int64_t> alarmed{};  ///< objects with rows
        /// What users other than the owners have, as calendar_personal keeps it.
        std::map<EventId, std::map<UserId, std::string>> personal{};
    };
    [[nodiscard]] Before before(std::span<const std::int64_t> objects);
    /// Everybody's of these objects, in no order.
    [[nodiscard]] std::vector<StoredTrigger> ofObjects(std::span<const std::int64_t> objects);
    /// The user's of one event.
    [[nodiscard]] std::vector<FoundTrigger> ofEvent(UserId user, EventId event);
    /// Objects whose times depend on who looks, and of which the user has alarms: those behind `after`, by id.
    [[nodiscard]] std::vector<std::int64_t> floatingOf(UserId user, EventId after, std::size_t limit);

private:
    dbpool::ReadSession& session_;
};

/// Writes that. What is recorded is the change of the object that it follows from.
class AlarmWriter {
public:
    explicit AlarmWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    void insert(std::span<const StoredTrigger> triggers);
    /// Everybody's of these objects.
    void remove(std::span<const std::int64_t> objects);
    void remove(EventId object, UserId user);
    /// The user's of these objects.
    void remove(UserId user, std::span<const std::int64_t> objects);
    /// All of a user who is deleted.
    void removeOf(UserId user);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::calendar
