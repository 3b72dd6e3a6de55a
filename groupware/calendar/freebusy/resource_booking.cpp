#include "groupware/calendar/freebusy/resource_booking.h"

#include "groupware/base/error.h"
#include "groupware/calendar/freebusy/busy_times.h"
#include "groupware/calendar/occurrences.h"
#include "groupware/calendar/store/busy_reader.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/principals/store/resource_store.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

using principals::BookingPrivilege;
using principals::Resource;
using principals::ResourceId;
using std::chrono::seconds;

using Resources = std::map<ResourceId, Resource>;

[[noreturn]] void refuseLength() {
    throw Error(ErrorCode::TooLarge, "booking beyond the bounds of one series",
                "The series has too many instances to book a resource for it.");
}

Resources readResources(dbpool::ReadSession& session, std::span<const ResourceRequest> requests) {
    std::vector<std::int64_t> ids;
    for (const auto& request : requests) ids.push_back(request.resource.value);
    auto found = principals::ResourceReader(session).find(ids);
    for (const auto id : ids) {
        if (!found.contains({id}))
            throw Error(ErrorCode::NotFound, "no such resource " + std::to_string(id), "The resource does not exist.");
    }
    return found;
}

std::vector<GroupId> groupsOf(dbpool::ReadSession& session, const Resources& resources, std::optional<UserId> user) {
    const bool asks = std::any_of(resources.begin(), resources.end(),
                                  [](const auto& each) { return !each.second.booking.entries.empty(); });
    return user && asks ? principals::GroupReader(session).groupsOf(*user) : std::vector<GroupId>();
}

/// What is wanted of one resource, and when that is.
struct Wanted {
    const ResourceRequest& request;
    const Resource& resource;
    ObjectOccurrences occurrences;
    std::vector<BusyPeriod> taken{};

    [[nodiscard]] bool maybeTaken() const { return !resource.booking.conflicts && !occurrences.list.empty(); }
    [[nodiscard]] Instant from() const { return occurrences.list.front().from; }
    [[nodiscard]] Instant to() const {
        const auto& list = occurrences.list;
        return std::max_element(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.to < b.to; })->to;
    }
};

/// Fills in when they are taken: the rows of all at once.
void readTaken(dbpool::ReadSession& session, std::vector<Wanted>& all, const TimeContext& times,
               const FreeBusyLimits& limits) {
    std::vector<std::int64_t> owners;
    auto from = Instant::max();
    auto to = Instant::min();
    for (const auto& one : all) {
        if (!one.maybeTaken()) continue;
        owners.push_back(one.resource.id.value);
        from = std::min(from, one.from());
        to = std::max(to, one.to());
    }
    if (owners.empty()) return;
    const auto rows = BusyReader(session).find(CalendarUser::Kind::Resource, owners, from, to, limits.periods);
    if (rows.size() > limits.periods) refuseLength();
    std::multimap<std::int64_t, const BusyRow*> byOwner;
    for (const auto& row : rows) byOwner.emplace(row.owner.id, &row);
    for (auto& one : all) {
        if (!one.maybeTaken()) continue;
        const auto [begin, end] = byOwner.equal_range(one.resource.id.value);
        for (auto row = begin; row != end; ++row) {
            if (row->second->object == one.request.own) continue;
            const auto periods = busyTimesOf(*row->second, one.from(), one.to(), times, limits.bounds);
            one.taken.insert(one.taken.end(), periods.begin(), periods.end());
        }
        one.taken = merged(std::move(one.taken));
    }
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

std::vector<BookingAnswer> ResourceBooking::answer(dbpool::ReadSession& session, const BookingOrganizer& organizer,
                                                   std::span<const ResourceRequest> requests) const {
    if (requests.empty()) return {};
    const auto limits = limits_();
    const Instant now = clock_.now();
    const TimeContext times{.find = find_, .zone = organizer.zone};
    const auto resources = readResources(session, requests);

    std::vector<Wanted> all;
    for (const auto& request : requests) {
        const Instant begin = std::max(now, firstStart(request.object, times));
        const formats::ical::Window window{.from = std::chrono::floor<seconds>(now),
                                           .to = std::chrono::ceil<seconds>(begin + limits.bookingHorizon)};
        all.push_back({.request = request,
                       .resource = resources.at(request.resource),
                       .occurrences = occurrencesIn(request.object, window, times, limits.bounds)});
        if (all.back().occurrences.list.size() >= limits.bounds.occurrences) refuseLength();
    }
    readTaken(session, all, times, limits);

    const auto groups = groupsOf(session, resources, organizer.user);
    std::vector<BookingAnswer> answers;
    for (const auto& one : all) {
        const auto& policy = one.resource.booking;
        const auto privilege =
            organizer.user ? principals::privilegeOf(policy, *organizer.user, groups) : BookingPrivilege::None;
        answers.push_back(answerOf(policy, {.privilege = privilege,
                                            .available = one.resource.available,
                                            .wanted = one.occurrences,
                                            .taken = one.taken,
                                            .now = now}));
    }
    return answers;
}

}  // namespace groupware::calendar
