#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/calendar_user.h"

#include <cstddef>
#include <cstdint>
#include <map>
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
    /// The same of many. One statement.
    [[nodiscard]] std::vector<CalendarObject> copies(std::span<const std::string> uids);
    /// Those that exist, in no order. One statement for 512 of them.
    [[nodiscard]] std::vector<CalendarObject> findAll(std::span<const std::int64_t> objects);
    /// The folder's objects behind `after`, by id.
    [[nodiscard]] std::vector<CalendarObject> page(FolderId folder, EventId after, std::size_t limit);
    /// The folder's first objects, by id, without their texts.
    [[nodiscard]] std::vector<CalendarObject> heads(FolderId folder, std::size_t limit);
    /// How long texts are, in octets.
    struct Weight {
        std::int64_t own = 0;
        std::int64_t all = 0;  ///< of everybody's objects of that UID
    };
    [[nodiscard]] std::map<EventId, Weight> weigh(std::span<const std::int64_t> objects);
    // With their texts up to 64 KiB; longer ones are empty here: whoever reads many objects finds each of those by
    // itself, so that they are not in memory together.
    [[nodiscard]] std::vector<CalendarObject> findShort(std::span<const std::int64_t> objects);
    [[nodiscard]] std::vector<CalendarObject> shortPage(FolderId folder, EventId after, std::size_t limit);
    /// One calendar user's, in no order, without their texts.
    [[nodiscard]] std::vector<CalendarObject> ofOwner(const CalendarUser& owner, std::size_t limit);
    /// Those behind (`seq`, `behind`) in the order of change.
    [[nodiscard]] std::vector<CalendarObject> changedPage(FolderId folder, Seq seq, EventId behind, std::size_t limit);

    /// Of which object an event id is; nothing if there is no such event.
    [[nodiscard]] std::optional<EventId> objectOf(EventId event);
    /// Objects in each folder; those without any may be absent.
    [[nodiscard]] std::map<FolderId, std::int64_t> count(std::span<const FolderId> folders);
    /// What the user made or changed last, by id. Looks through all of the context's.
    [[nodiscard]] std::vector<std::int64_t> touchedBy(UserId user, std::size_t limit);

private:
    dbpool::ReadSession& session_;
};

}  // namespace groupware::calendar
