#include "groupware/calendar/booking.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

namespace groupware::calendar {
namespace {

using principals::BookingPolicy;
using principals::BookingPrivilege;

BookingAnswer declined(std::string reason) {
    return {.partStat = PartStat::Declined, .reason = std::move(reason)};
}

bool taken(const ObjectOccurrence& wanted, std::span<const BusyPeriod> periods) {
    const auto after = std::partition_point(periods.begin(), periods.end(),
                                            [&](const BusyPeriod& period) { return period.to <= wanted.from; });
    return after != periods.end() && after->from < wanted.to;
}

/// Which of its limits a booking breaks.
std::optional<std::string> brokenLimit(const BookingPolicy& policy, const BookingRequest& request) {
    const auto& wanted = request.wanted;
    if (wanted.recurs && !policy.recurring) return "It cannot be booked for a series.";
    if (wanted.list.empty()) return std::nullopt;
    const auto lengthy = [&](const auto& one) { return one.to - one.from > policy.longest; };
    if (policy.longest.count() > 0 && std::any_of(wanted.list.begin(), wanted.list.end(), lengthy)) {
        return "It cannot be booked for longer than " + std::to_string(policy.longest.count()) + " minutes.";
    }
    if (policy.leadTime.count() > 0 && wanted.list.front().from < request.now + policy.leadTime) {
        return "It has to be booked " + std::to_string(policy.leadTime.count()) + " minutes ahead.";
    }
    const auto late = [&](const auto& one) { return one.to > request.now + policy.window; };
    if (policy.window.count() > 0 && (!wanted.complete || std::any_of(wanted.list.begin(), wanted.list.end(), late))) {
        return "It cannot be booked more than " + std::to_string(policy.window.count()) + " days ahead.";
    }
    return std::nullopt;
}

/// Whether a series may have so many conflicts.
bool bearable(const BookingPolicy& policy, std::size_t conflicts, std::size_t instances) {
    if (policy.conflictPercent == 0 && policy.conflictInstances == 0) return false;
    if (conflicts == instances) return false;
    if (policy.conflictInstances != 0 && conflicts > static_cast<std::size_t>(policy.conflictInstances)) return false;
    return policy.conflictPercent == 0 ||
           conflicts * 100 <= instances * static_cast<std::size_t>(policy.conflictPercent);
}

}  // namespace

BookingAnswer answerOf(const BookingPolicy& policy, const BookingRequest& request) {
    if (!request.available) return declined("It cannot be booked at present.");
    if (request.privilege == BookingPrivilege::None) return declined("You may not book it.");
    if (request.privilege != BookingPrivilege::Delegate) {
        if (auto reason = brokenLimit(policy, request)) return declined(std::move(*reason));
    }
    BookingAnswer answer;
    if (!policy.conflicts) {
        const auto& instances = request.wanted.list;
        for (const auto& one : instances) {
            if (taken(one, request.taken)) answer.declined.push_back(one.id);
        }
        const auto conflicts = answer.declined.size();
        if (conflicts != 0 && !request.wanted.recurs) return declined("It is booked at that time already.");
        if (conflicts != 0 && !bearable(policy, conflicts, instances.size())) {
            return declined("It is booked already at " + std::to_string(conflicts) + " of " +
                            std::to_string(instances.size()) + " times.");
        }
    }
    if (request.privilege == BookingPrivilege::AskToBook) {
        answer.partStat = PartStat::NeedsAction;
        answer.reason = "The booking waits for somebody's consent.";
    }
    return answer;
}

}  // namespace groupware::calendar
