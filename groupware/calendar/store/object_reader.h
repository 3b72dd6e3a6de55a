#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/calendar_user.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar {

/// Reads calendar objects of the session's context. Works on a replica or inside a transaction.
class ObjectReader {
public:
    explicit ObjectReader(dbpool::ReadSession& session) : session_(session) {}

    // -- with their texts
    [[nodiscard]] std::optional<CalendarObject> find(EventId object);
    [[nodiscard]] std::optional<CalendarObject> findByName(FolderId folder, std::string_view name);
    [[nodiscard]] std::optional<CalendarObject> findByUid(const CalendarUser& owner, std::string_view uid);
    /// Everybody's object of that UID.
    [[nodiscard]] std::vector<CalendarObject> copies(std::string_view uid);
    /// Those that exist, in no order. One statement for 512 of them.
    [[nodiscard]] std::vector<CalendarObject> findAll(std::span<const std::int64_t> objects);
    /// The folder's objects behind `after`, by id.
    [[nodiscard]] std::vector<CalendarObject> page(FolderId folder, EventId after, std::size_t limit);

    /// Of which object an event id is; nothing if there is no such event.
    [[nodiscard]] std::optional<EventId> objectOf(EventId event);

private:
    dbpool::ReadSession& session_;
};

}  // namespace groupware::calendar
