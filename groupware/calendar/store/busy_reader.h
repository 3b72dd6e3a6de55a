#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/calendar_user.h"
#include "groupware/calendar/event.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace groupware::calendar {

/// One row of the index that may make its owner busy.
struct BusyRow {
    CalendarUser owner{};
    EventId id{};
    EventId object{};
    std::string uid{};
    FolderId folder{};
    std::string recurrenceId{};
    Instant start{};  ///< floating times and whole days: as if they were UTC
    Instant end{};
    bool floating = false;
    bool wholeDays = false;
    std::string zone{};
    std::optional<std::string> recurrence{};
    Busy busy = Busy::Busy;
    Class classification = Class::Public;
    Status status = Status::None;
    PartStat partStat = PartStat::None;
    std::string summary{};
    std::string location{};
    std::string color{};
};

/// What makes calendar users busy, from the index alone. Works on a replica or inside a transaction.
class BusyReader {
public:
    explicit BusyReader(dbpool::ReadSession& session) : session_(session) {}

    /// What may happen in [from, to), give or take a day: where floating times are is the caller's business. Neither
    /// transparent nor cancelled nor declined events. In no order. Two statements for 512 owners of a kind.
    /// @param limit  stops after one row more than that: the caller refuses. No more are read
    /// @param keep   rows that are wanted; only they are counted, and ten times as many are read. None: all
    [[nodiscard]] std::vector<BusyRow> find(CalendarUser::Kind kind, std::span<const std::int64_t> owners, Instant from,
                                            Instant to, std::size_t limit,
                                            const std::function<bool(const BusyRow&)>& keep = {});

    /// All copies of the object that an event belongs to, whoever has them.
    [[nodiscard]] std::set<EventId> copiesOf(EventId event);

    /// Those of `objects` that `user` created. One statement for 512 of them.
    [[nodiscard]] std::set<EventId> createdBy(UserId user, std::span<const std::int64_t> objects);

private:
    dbpool::ReadSession& session_;
};

}  // namespace groupware::calendar
