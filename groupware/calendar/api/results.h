#pragma once

#include "groupware/api/action.h"
#include "groupware/calendar/api/event_fields.h"
#include "groupware/calendar/api/view.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/service/calendar_service.h"

#include <optional>

/// What writes answer: everything that a client has to change in what it shows.
namespace groupware::calendar::api {

/// What a call that writes asks of its answer and of the write.
class WriteCall {
public:
    /// Reads `timestamp` (needed if `seen`), `recurrenceRange`, `checkConflicts`, `fields`, `expand`, `rangeStart`,
    /// `rangeEnd`.
    /// @throws CodedError SVL-0002, SVL-0010
    WriteCall(const engine::Call& call, bool seen);

    [[nodiscard]] const WriteOptions& options() const noexcept { return options_; }
    [[nodiscard]] WriteOptions& options() noexcept { return options_; }
    [[nodiscard]] const EventSelection& selection() const noexcept { return selection_; }
    /// Where series are to be answered as their instances; nothing: as series.
    [[nodiscard]] const std::optional<TimeRange>& expansion() const noexcept { return expansion_; }

private:
    EventSelection selection_;
    WriteOptions options_;
    std::optional<TimeRange> expansion_;
};

/// Makes answers of results. Safe to call from any thread.
class Results {
public:
    /// Both outlive this object.
    Results(const CalendarQueries& queries, const View& view) : queries_(queries), view_(view) {}

    /// `{"created":[...],"updated":[...],"deleted":[{"folder":"31","id":"7"}],"conflicts":[...]}`
    [[nodiscard]] json::Object::Ptr object(Caller caller, const WriteCall& asked, const WriteResult& result) const;
    [[nodiscard]] engine::Result answer(const Caller& caller, const WriteCall& asked, const WriteResult& result) const;

private:
    [[nodiscard]] WriteResult withSeries(const Caller& caller, const WriteResult& result) const;
    [[nodiscard]] WriteResult expanded(const Caller& caller, const TimeRange& range, const WriteResult& result) const;

    const CalendarQueries& queries_;
    const View& view_;
};

}  // namespace groupware::calendar::api
