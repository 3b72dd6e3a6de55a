#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/incoming_mail.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/cancellations.h"
#include "groupware/calendar/service/scheduling_run.h"
#include "groupware/principals/store/user_store.h"
#include "groupware/sync/change.h"

#include <utility>

namespace groupware::calendar {
namespace {

using scheduling::Applied;
using scheduling::ApplyOutcome;
using scheduling::Message;
using scheduling::Method;

ApplyOutcome refused(std::string reason) {
    return {.applied = Applied::Refused, .reason = std::move(reason)};
}

bool isForOrganizer(Method method) {
    switch (method) {
        case Method::Reply:
        case Method::Refresh:
        case Method::Counter: return true;
        case Method::Publish:
        case Method::Request:
        case Method::Add:
        case Method::Cancel:
        case Method::DeclineCounter: break;
    }
    return false;
}

}  // namespace

Scheduling::Delivery SchedulingRun::deliver(const Message& message, const std::string& address,
                                            Scheduling::Trust trust) {
    requireBounds(message.calendar);
    recipients_.load(message.calendar);
    recipients_.loadAddresses({scheduling::mailAddress(message.sender)});
    loadCopies(message.uid, EventId{});
    const auto who = CalendarUser::of(editor_.user);
    if (isForOrganizer(message.method)) return toOrganizer(who, message, trust);
    auto me = recipients_.uriOf(who, message.calendar);
    if (me.empty()) me = "mailto:" + address;
    return toAttendee(who, message, me, trust);
}

bool SchedulingRun::refusesStrangers(UserId user) {
    const auto said = principals::UserReader(tx_).attribute(user, Scheduling::kInvitations).value_or("");
    return said == "internal" || (!limits_.invitationsFromOutside && said != "all");
}

Scheduling::Delivery SchedulingRun::toAttendee(const CalendarUser& user, const Message& message, const std::string& me,
                                               Scheduling::Trust trust) {
    const auto organizer = scheduling::organizerOf(message.calendar);
    if (recipients_.of(organizer))
        return {.outcome = refused("The organizer is of this system, and tells changes himself.")};
    auto* copy = copyOf(user);
    if (copy != nullptr && !isOrganizedBy(*copy, organizer))
        return {.outcome = refused("There is another event with the same UID.")};
    if (trust.stranger && (copy == nullptr || !scheduling::namesActor(copy->calendar, message)))
        return {.outcome = refused("Nothing but the mail itself says that who sent it acts for the organizer.")};
    if (copy == nullptr && !trust.force && message.method != Method::Cancel && refusesStrangers({user.id}))
        return {.outcome = refused("The user takes no invitations from outside.")};
    Cancellations cancellations(tx_, user, parts_.clock.now());
    const bool isCancel = message.method == Method::Cancel;
    if (copy == nullptr && !isCancel && cancellations.outdates(message, organizer, trust.force))
        return {.outcome = {.applied = Applied::Outdated, .reason = "The event was cancelled or removed since."}};
    if (copy == nullptr && isCancel && message.instances.empty()) {
        cancellations.cancelledUnseen(message, organizer);
        recordUser();
    }
    auto outcome =
        scheduling::applyToAttendee(copy == nullptr ? nullptr : &copy->calendar, message, me, conditions(std::nullopt),
                                    {.partyCrashers = trust.force, .byRecipient = trust.force});
    if (outcome.applied == Applied::Created) {
        copies_.insert_or_assign(
            user, Copy{.object = {.owner = user}, .calendar = *outcome.object, .changed = true, .onlyReplies = false});
        if (!placeCopies().empty()) return {.outcome = refused("The user has no calendar.")};
        copy = copyOf(user);
        cancellations.forget(message.uid);
    } else if (outcome.applied == Applied::Changed) {
        copy->calendar = *outcome.object;
        copy->changed = true;
        copy->onlyReplies = outcome.onlyReplies;
    } else if (outcome.applied == Applied::Removed) {
        copy->removed = true;
        cancellations.cancelled(message, organizer);
    }
    return finishDelivery(std::move(outcome), copy);
}

Scheduling::Delivery SchedulingRun::toOrganizer(const CalendarUser& user, const Message& message,
                                                Scheduling::Trust trust) {
    const auto organizer = scheduling::organizerOf(message.calendar);
    if (recipients_.of(organizer) != user) return {.outcome = refused("The message is for another organizer.")};
    if (recipients_.of(message.sender))
        return {.outcome = refused("Who answers is of this system, and answers in his calendar.")};
    auto* copy = organizersCopy(organizer);
    if (copy == nullptr) return {.outcome = refused("There is no such event.")};
    if (trust.stranger && !scheduling::namesActor(copy->calendar, message))
        return {.outcome = refused("Nothing but the mail itself says that who sent it acts for the attendee.")};
    recipients_.load(copy->calendar);
    const auto with = conditions(std::nullopt);
    auto outcome = scheduling::applyToOrganizer(copy->calendar, message, with, {.partyCrashers = trust.force});
    if (outcome.object && !hasRoom(*copy, *outcome.object))
        return {.outcome = refused("The event has no room for more answers.")};
    if (outcome.applied == Applied::Changed) {
        auto heard = outcome;
        hearReply(*copy, message, std::move(heard));
    } else if (outcome.applied == Applied::Proposal) {
        auto noted = outcome;
        noteProposal(*copy, std::move(noted));
    } else if (outcome.applied == Applied::Asked) {
        if (auto answer = scheduling::requestFor(copy->calendar, message.sender, with))
            copy->mails.push_back(*std::move(answer));
        recordUser();
    }
    return finishDelivery(std::move(outcome), copy);
}

/// What is written besides calendar objects is a change of the user's, too.
void SchedulingRun::recordUser() {
    tx_.record(sync::change(sync::Kind::User, sync::Verb::Changed, {}, editor_.user.value));
}

Scheduling::Delivery SchedulingRun::finishDelivery(ApplyOutcome outcome, Copy* copy) {
    Scheduling::Delivery delivery{.outcome = std::move(outcome)};
    storeCopies();
    writing_.finish();
    shareFiles();
    for (auto& [owner, each] : copies_) delivery.mails += sendMails(each);
    if (copy != nullptr && !copy->removed)
        delivery.object = copy->stored == nullptr ? copy->object : copy->stored->object;
    return delivery;
}

}  // namespace groupware::calendar
