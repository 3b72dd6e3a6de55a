#pragma once

#include "groupware/base/clock.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/free_busy.h"
#include "groupware/calendar/occurrences.h"
#include "groupware/principals/booking_policy.h"

#include <span>
#include <string>
#include <vector>

/// What a resource answers to who books it. Pure.
namespace groupware::calendar {

/// What is asked of a resource.
struct BookingRequest {
    principals::BookingPrivilege privilege = principals::BookingPrivilege::None;  ///< of who asks
    bool available = true;                                                        ///< principals::Resource::available
    const ObjectOccurrences& wanted;                                              ///< from now on
    std::span<const BusyPeriod> taken{};  ///< what the resource is booked for otherwise: merged()
    Instant now{};
};

struct BookingAnswer {
    PartStat partStat = PartStat::Accepted;  ///< Accepted, Declined, or NeedsAction: a delegate answers
    std::string reason{};                    ///< one sentence for people, if it is not Accepted
    std::vector<std::string> declined{};  ///< instances of an accepted series that are taken: ids of ObjectOccurrence
};

/// Limits bind whoever is no delegate of the resource; that it is not booked twice binds everybody. What the policy
/// lets conflict of a series is declined instance by instance.
[[nodiscard]] BookingAnswer answerOf(const principals::BookingPolicy& policy, const BookingRequest& request);

}  // namespace groupware::calendar
