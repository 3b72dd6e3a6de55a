#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/booking.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/free_busy_limits.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/time_context.h"
#include "groupware/principals/resource.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {

/// What is asked of a resource: to be asked again whenever the times of the event change, and not otherwise.
struct ResourceRequest {
    principals::ResourceId resource{};
    EventId own{};                    ///< the resource's own object of that UID, which is no conflict; 0: it has none
    formats::ical::Component object;  ///< the calendar object as the resource sees it
};

/// Who asks.
struct BookingOrganizer {
    std::optional<UserId> user{};  ///< nobody of the context: what everybody may does not reach outside
    std::string zone = "UTC";      ///< where his floating times and whole days are
};

/// What resources answer, by their policy and what they are booked for. Stateless; safe to call from any thread.
class ResourceBooking {
public:
    /// The clock outlives this object.
    /// @param limits  asked at each use: they may change meanwhile
    ResourceBooking(const Clock& clock, formats::ical::FindZone find, std::function<FreeBusyLimits()> limits)
        : clock_(clock), find_(std::move(find)), limits_(std::move(limits)) {}

    /// At most four SQL statements for 512 resources. Only instances that end after now are looked at, those within
    /// `calendar.bookingHorizon` from the first of them.
    /// @param session  the write transaction: what it reads is current
    /// @return in the order of `requests`
    /// @throws Error NotFound if there is no such resource; TooLarge for a series of more instances than may be, or
    ///         more bookings in the way than `calendar.freeBusyPeriods`
    [[nodiscard]] std::vector<BookingAnswer> answer(dbpool::ReadSession& session, const BookingOrganizer& organizer,
                                                    std::span<const ResourceRequest> requests) const;

private:
    const Clock& clock_;
    formats::ical::FindZone find_;
    std::function<FreeBusyLimits()> limits_;
};

}  // namespace groupware::calendar
