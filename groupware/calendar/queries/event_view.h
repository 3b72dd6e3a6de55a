#pragma once

#include "groupware/base/caller.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/limits.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/store/event_reader.h"
#include "groupware/folders/rights.h"
#include "groupware/formats/ical/time_context.h"

#include <memory>
#include <vector>

/// Rows of the index as somebody sees them. Internal to service/.
namespace groupware::calendar {

/// How much of an event somebody may see.
enum class Sight {
    Nothing,
    Times,  ///< it is private: see Event::anonymous
    All
};

/// What is private is for who owns the calendar and who made the event, also if others may read the folder, delegates
/// included. RFC 5545 section 3.8.1.3.
[[nodiscard]] Sight sightOf(const Caller& caller, const CalendarObject& object, Class classification,
                            const folders::Rights& rights);

/// Index rows to events: times as the viewer has them, and what happens in a range.
class EventView {
public:
    EventView(const Caller& caller, formats::ical::FindZone find, const Limits& limits);

    /// The row as it is: a series, a single event or an instance that was changed.
    [[nodiscard]] Event whole(const StoredEvent& stored, Sight sight) const;
    /// An instance of a series that was not changed.
    /// @param recurrenceId  as clients write it (exceptions.h)
    /// @throws Error NotFound if there is none, or it was deleted or changed; BadRequest
    [[nodiscard]] Event instance(const StoredEvent& series, Sight sight, const std::string& recurrenceId) const;

    /// Adds what of it happens in the range: the row, or the instances of a series.
    /// @throws Error TooLarge for more instances than may be
    void addInRange(const StoredEvent& stored, Sight sight, const TimeRange& range, bool expanded,
                    std::vector<Event>& into) const;
    [[nodiscard]] bool happensIn(const StoredEvent& stored, const TimeRange& range) const;

    /// What of the index may be in the range, wherever the viewer is.
    /// @throws Error BadRequest for a range that ends before it begins
    [[nodiscard]] static IndexRange widened(const TimeRange& range);

    [[nodiscard]] const formats::ical::TimeContext& times() const noexcept { return times_; }
    [[nodiscard]] const Bounds& bounds() const noexcept { return bounds_; }

private:
    [[nodiscard]] Instant seen(Instant stored, bool floating) const;
    [[nodiscard]] Event instance(const StoredEvent& series, Sight sight,
                                 const formats::ical::Occurrence& occurrence) const;

    formats::ical::TimeContext times_;
    Bounds bounds_;
    std::shared_ptr<const formats::tzif::TimeZone> zone_;  // shared with who keeps zones in memory
};

/// By start, then by id.
void sortByStart(std::vector<Event>& events);

}  // namespace groupware::calendar
