#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/attendee.h"
#include "groupware/calendar/service/recipients.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/sync/change.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace groupware::calendar {
namespace {

using scheduling::Applied;
using scheduling::ApplyOutcome;
using scheduling::Message;
using scheduling::Method;

constexpr auto kNotForOutside = "It can be booked by users of its own system only.";

ApplyOutcome refused(std::string reason) {
    return {.applied = Applied::Refused, .reason = std::move(reason)};
}

/// What there is to do about anything but an invitation.
std::optional<ApplyOutcome> withoutAnswer(Method method) {
    switch (method) {
        case Method::Request:
        case Method::Add: return std::nullopt;
        case Method::Publish:
        case Method::Cancel:
        case Method::DeclineCounter:
            return ApplyOutcome{.applied = Applied::Unchanged, .reason = "It is not booked for that."};
        case Method::Reply:
        case Method::Refresh:
        case Method::Counter: break;
    }
    return refused("A resource organizes nothing.");
}

/// Nothing if the resource is not invited, or has declined already.
std::optional<Message> declined(const Message& message, const std::string& me,
                                const scheduling::Conditions& conditions) {
    auto reply = scheduling::attendeeRemoves(message.calendar, me, conditions);
    if (!reply) return std::nullopt;
    for (auto& component : reply->calendar.components()) {
        if (component.is("VEVENT")) scheduling::ical::setText(component, "COMMENT", kNotForOutside);
    }
    return reply;
}

}  // namespace

Scheduling::Delivery Scheduling::deliverToResource(dbpool::WriteTransaction& tx, principals::ResourceId resource,
                                                   const Message& message, Trust trust) const {
    if (auto outcome = withoutAnswer(message.method)) return {.outcome = *std::move(outcome)};
    // Nobody is answered who may not have asked.
    if (trust.stranger)
        return {.outcome = refused("Nothing but the mail itself says that who sent it acts for the organizer.")};
    Recipients recipients(tx);
    // Whoever else is invited does not matter.
    recipients.loadAddresses({scheduling::mailAddress(message.sender), scheduling::mailAddress(message.recipient)});
    if (recipients.of(message.sender)) return {.outcome = refused("The organizer is of this system, and books here.")};
    Delivery delivery{.outcome = refused(kNotForOutside)};
    const auto me = recipients.uriOf(CalendarUser::of(resource), message.calendar);
    const auto reply = declined(message, me,
                                {.people = recipients.book(),
                                 .times = {.find = parts_.find},
                                 .now = std::chrono::floor<std::chrono::seconds>(parts_.clock.now())});
    if (!reply) return delivery;
    delivery.mails = parts_.outbox.add(tx, EventId{}, {&*reply, 1}, "en_US");
    tx.record(sync::change(sync::Kind::Resource, sync::Verb::Changed, {}, resource.value));
    return delivery;
}

}  // namespace groupware::calendar
