#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/event.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::calendar {

/// Reads what a check of a whole calendar looks at. Works on a replica or inside a transaction.
class CheckReader {
public:
    explicit CheckReader(dbpool::ReadSession& session) : session_(session) {}

    [[nodiscard]] std::int64_t count();
    /// An object, and how long the texts of all that have its UID are, itself included.
    struct Weight {
        EventId id{};
        std::string uid{};
        std::int64_t octets = 0;
    };
    /// Objects of everybody behind `after`, by id.
    [[nodiscard]] std::vector<Weight> page(EventId after, std::size_t limit);
    /// All objects that have the UID of one of these, themselves included.
    [[nodiscard]] std::vector<CalendarObject> copiesOf(std::span<const std::int64_t> objects);
    /// Those of `objects` that are in no calendar folder of their owner's.
    [[nodiscard]] std::set<EventId> misplaced(std::span<const std::int64_t> objects);
    /// Whether the owner has an object whose text names this UID, but whose row has another. Looks through all that he
    /// has.
    [[nodiscard]] bool isCalledOtherwise(const CalendarUser& owner, std::string_view uid);

    // Rows whose object is not there; of what is personal, or the user.
    [[nodiscard]] std::vector<std::int64_t> strayEvents(std::size_t limit);
    /// (object, user)
    [[nodiscard]] std::vector<std::pair<EventId, UserId>> strayPersonal(std::size_t limit);
    /// What they are about.
    [[nodiscard]] std::vector<std::int64_t> strayReminders(std::size_t limit);
    /// (object, user)
    [[nodiscard]] std::vector<std::pair<EventId, UserId>> strayAlarms(std::size_t limit);
    /// Requests of objects that are gone, which nobody took back.
    [[nodiscard]] std::vector<std::int64_t> strayRequests(std::size_t limit);

private:
    dbpool::ReadSession& session_;
};

/// Removes such rows.
class CheckWriter {
public:
    explicit CheckWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    void removeEvents(std::span<const std::int64_t> events);
    void removePersonal(EventId object, UserId user);
    void removeRequests(std::span<const std::int64_t> requests);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::calendar
