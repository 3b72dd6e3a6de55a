#include "groupware/calendar/freebusy/resource_booking.h"

#include "groupware/base/error.h"
#include "groupware/calendar/freebusy/busy_times.h"
#include "groupware/calendar/occurrences.h"
#include "groupware/calendar/store/busy_reader.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/resource_store.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

using principals::BookingPrivilege;
using principals::Resource;
using std::chrono::seconds;

[[noreturn]] void refuseLength() {
    throw Error(ErrorCode::TooLarge, "booking beyond the bounds of one series",
                "The series has too many instances to book a resource for it.");
}

Resource find(dbpool::ReadSession& session, principals::ResourceId resource) {
    auto stored = principals::ResourceReader(session).find(resource);
    if (stored) return std::move(*stored);
    throw Error(ErrorCode::NotFound, "no such resource " + std::to_string(resource.value),
                "The resource does not exist.");
}

BookingPrivilege privilegeOf(dbpool::ReadSession& session, const principals::BookingPolicy& policy,
                             std::optional<UserId> organizer) {
    if (!organizer) return BookingPrivilege::None;
    std::vector<GroupId> groups;
    if (!policy.entries.empty()) groups = principals::GroupReader(session).groupsOf(*organizer);
    return principals::privilegeOf(policy, *organizer, groups);
}

/// When it happens first, as far as starts say it.
Instant firstStart(const formats::ical::Component& calendar, const TimeContext& times) {
    formats::ical::Zones zones(times.find, times.userZone(), &calendar);
    auto first = Instant::max();
    for (const auto* event : formats::ical::all(calendar, "VEVENT")) {
        const auto start = formats::ical::time(*event, "DTSTART");
        if (start) first = std::min(first, Instant(zones.instantOf(*start)));
    }
    return first == Instant::max() ? Instant{} : first;
}

}  // namespace

BookingAnswer ResourceBooking::answer(dbpool::ReadSession& session, const ResourceRequest& request) const {
    const auto limits = limits_();
    const Instant now = clock_.now();
    const TimeContext times{.find = find_, .zone = request.zone};
    const Instant begin = std::max(now, firstStart(request.object, times));
    const Instant horizon = begin + limits.bookingHorizon;
    const Resource resource = find(session, request.resource);

    auto wanted = occurrencesIn(request.object,
                                {.from = std::chrono::floor<seconds>(now), .to = std::chrono::ceil<seconds>(horizon)},
                                times, limits.bounds);
    if (wanted.list.size() >= limits.bounds.occurrences) refuseLength();

    std::vector<BusyPeriod> taken;
    if (!resource.booking.conflicts && !wanted.list.empty()) {
        const auto last = std::max_element(wanted.list.begin(), wanted.list.end(),
                                           [](const auto& a, const auto& b) { return a.to < b.to; });
        const Instant from = wanted.list.front().from;
        const std::array owners{request.resource.value};
        const auto rows =
            BusyReader(session).find(CalendarUser::Kind::Resource, owners, from, last->to, limits.periods);
        if (rows.size() > limits.periods) refuseLength();
        for (const auto& row : rows) {
            if (row.object == request.own) continue;
            const auto periods = busyTimesOf(row, from, last->to, times, limits.bounds);
            taken.insert(taken.end(), periods.begin(), periods.end());
        }
        taken = merged(std::move(taken));
    }
    return answerOf(resource.booking, {.privilege = privilegeOf(session, resource.booking, request.organizer),
                                       .available = resource.available,
                                       .wanted = wanted,
                                       .taken = taken,
                                       .now = now});
}

}  // namespace groupware::calendar
