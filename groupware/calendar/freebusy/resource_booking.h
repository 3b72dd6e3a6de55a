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
#include <string>
#include <utility>

namespace groupware::calendar {

/// What is asked of a resource: to be asked again whenever the times of the event change, and not otherwise.
struct ResourceRequest {
    principals::ResourceId resource{};
    std::optional<UserId> organizer{};  ///< nobody of the context: what everybody may does not reach outside
    EventId own{};                      ///< the resource's own object of that UID, which is no conflict; 0: it has none
    const formats::ical::Component& object;  ///< the calendar object as the resource sees it
    std::string zone = "UTC";                ///< where floating times and whole days are: the organizer's
};

/// What resources answer, by their policy and what they are booked for. Stateless; safe to call from any thread.
class ResourceBooking {
public:
    /// The clock outlives this object.
    /// @param limits  asked at each use: they may change meanwhile
    ResourceBooking(const Clock& clock, formats::ical::FindZone find, std::function<FreeBusyLimits()> limits)
        : clock_(clock), find_(std::move(find)), limits_(std::move(limits)) {}

    /// At most four SQL statements. Only instances that end after now are looked at, those within
    /// `calendar.bookingHorizon` from the first of them.
    /// @param session  the write transaction: what it reads is current
    /// @throws Error NotFound if there is no such resource; TooLarge for a series of more instances than may be
    [[nodiscard]] BookingAnswer answer(dbpool::ReadSession& session, const ResourceRequest& request) const;

private:
    const Clock& clock_;
    formats::ical::FindZone find_;
    std::function<FreeBusyLimits()> limits_;
};

}  // namespace groupware::calendar
