#include "groupware/base/error.h"
#include "groupware/calendar/freebusy/resource_booking.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/scheduling/attendee.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/service/cancellations.h"
#include "groupware/calendar/service/scheduling_run.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/personal_store.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

using formats::ical::Component;
using scheduling::Applied;
using scheduling::Message;
using scheduling::Method;
namespace ical = formats::ical;

constexpr auto kDelivered = "1.2";
constexpr auto kNotDelivered = "5.1";

std::string organizerOf(const std::optional<Component>& calendar) {
    return calendar ? scheduling::organizerOf(*calendar) : std::string();
}

std::string uidOf(const Component& calendar) {
    for (const auto* event : ical::all(calendar, "VEVENT")) return ical::text(*event, "UID").value_or("");
    return {};
}

/// Otherwise somebody else would invite to an instance without knowing of it.
void requireOneOrganizer(const Component& calendar, const std::optional<Component>& before,
                         const scheduling::AddressBook& people) {
    if (scheduling::hasOneOrganizer(calendar, people)) return;
    // What was stored so does not keep anybody from changing something else.
    if (before && !scheduling::hasOneOrganizer(*before, people)) return;
    throw Error(ErrorCode::Forbidden, "several ORGANIZERs", "All instances of an event have the same organizer.");
}

/// An answer may come too late; who proposes something is told why it comes to nothing.
void requireHeard(const Message& message, const scheduling::ApplyOutcome& outcome) {
    if (message.method != Method::Counter) return;
    const auto code = outcome.applied == Applied::Outdated ? ErrorCode::Conflict : ErrorCode::Forbidden;
    throw Error(code, "COUNTER: " + outcome.reason, outcome.reason);
}

/// Why a resource cannot come.
void setReason(Component& object, const std::string& uri, const std::string& reason) {
    for (auto& component : object.components()) {
        if (!component.is("VEVENT")) continue;
        auto people = ical::attendees(component);
        for (auto& person : people) {
            if (scheduling::addressKey(person.uri) == scheduling::addressKey(uri))
                person.comment = person.status == "ACCEPTED" ? "" : reason;
        }
        ical::setAttendees(component, people);
    }
}

/// An object where it is to be, with whose it is to be.
CalendarObject moved(dbpool::WriteTransaction& tx, CalendarObject object, const CalendarObject& to) {
    // What he had of his own while it was somebody else's says the object now.
    if (object.owner != to.owner && to.owner.kind == CalendarUser::Kind::User)
        PersonalWriter(tx).remove(object.id, UserId{to.owner.id});
    object.owner = to.owner;
    object.folder = to.folder;
    object.name = to.name;
    return object;
}

}  // namespace

void SchedulingRun::requireBounds(const Component& calendar) const {
    if (countAttendees(calendar) <= limits_.attendees) return;
    const auto most = std::to_string(limits_.attendees);
    throw Error(ErrorCode::TooLarge, "more attendees than " + most, "An event has at most " + most + " attendees.");
}

EditedObject SchedulingRun::store(const ObjectEdit& edit) {
    if (edit.calendar) {
        requireBounds(*edit.calendar);
        editing_ = edit.object.owner;
    }
    const auto before = edit.before ? std::optional(parseStored(edit.before->text)) : std::nullopt;
    const auto had = organizerOf(before);
    const auto has = organizerOf(edit.calendar);
    if (!edit.schedule || (had.empty() && has.empty())) return storePlain(edit);
    if (before) recipients_.load(*before);
    if (edit.calendar) {
        recipients_.load(*edit.calendar);
        requireOneOrganizer(*edit.calendar, before, recipients_.book());
    }
    const auto owner = edit.object.owner;
    toFolders_ = owner.kind == CalendarUser::Kind::Folder;
    if (!speaksForOrganizer(edit, had, has)) return storePlain(edit);
    const auto& organizer = had.empty() ? has : had;
    if (before && edit.calendar && changesOwner(edit, had)) return storeMoved(edit, *before);
    if (toFolders_ || recipients_.of(organizer) == owner) {
        if (!had.empty() && !has.empty() && !recipients_.book().same(had, has))
            throw Error(ErrorCode::Forbidden, "another ORGANIZER", "The organizer of a meeting cannot be replaced.");
        return storeAsOrganizer(edit, before);
    }
    const auto me = recipients_.uriOf(owner, before ? *before : *edit.calendar);
    if (me.empty()) return storePlain(edit);
    if (before) return storeAsAttendee(edit, *before, me);
    // RFC 6638 section 3.2.2.2: who got the invitation otherwise brings it along, perhaps with his answer.
    const auto unanswered = scheduling::participate(*edit.calendar, "", me, "NEEDS-ACTION", conditions(std::nullopt));
    return storeAsAttendee(edit, unanswered, me);
}

/// Into what goes outside; those of the context have the event itself.
void SchedulingRun::addComment(Messages& messages, const std::string& comment) {
    if (comment.empty()) return;
    for (auto& message : messages) {
        for (auto& component : message.calendar.components()) {
            if (component.is("VEVENT")) ical::setText(component, "COMMENT", comment);
        }
    }
}

/// Whether it is an organizer's, or in a public folder, and gets into another calendar.
bool SchedulingRun::changesOwner(const ObjectEdit& edit, const std::string& organizer) const {
    const auto& owner = edit.before->owner;
    if (owner == edit.object.owner) return false;
    return owner.kind == CalendarUser::Kind::Folder || recipients_.of(organizer) == owner;
}

/// What is in a public folder may name whomever as ORGANIZER: only of what he brought there himself anybody hears in
/// his name, and of what goes from there into his calendar.
bool SchedulingRun::speaksForOrganizer(const ObjectEdit& edit, const std::string& had, const std::string& has) {
    const auto was = edit.before ? edit.before->role : edit.object.role;
    if (toFolders_) return writing_.roleInFolder(was, had.empty() ? has : had) == Role::Organizer;
    const bool wasInFolder = edit.before && edit.before->owner.kind == CalendarUser::Kind::Folder;
    if (!wasInFolder || had.empty()) return true;
    return was == Role::Organizer && (has.empty() || recipients_.of(has) == edit.object.owner);
}

EditedObject SchedulingRun::storePlain(const ObjectEdit& edit) {
    return finish(edit, edit.calendar, {});
}

EditedObject SchedulingRun::storeAsOrganizer(const ObjectEdit& edit, const std::optional<Component>& before) {
    loadCopies(uidOf(before ? *before : *edit.calendar), edit.before ? edit.before->id : EventId{});
    files_ = edit.before;
    const auto organizer = organizerOf(before ? before : edit.calendar);
    const auto with = conditions(recipients_.of(organizer));
    const auto* was = before ? &*before : nullptr;
    std::optional<Component> object;
    std::set<std::string> forced;
    Messages messages;
    if (edit.calendar) {
        auto settled = scheduling::settleChange(was, *edit.calendar, with);
        object = std::move(settled.object);
        forced = std::move(settled.forced);
        if (edit.files) forced.merge(outsiders(*object));
        messages = std::move(settled.declined);
        askResources(*object, organizer, with);
    }
    Messages mails;
    for (auto& message : scheduling::messagesAbout(was, object ? &*object : nullptr, forced, with))
        messages.push_back(std::move(message));
    if (edit.files) nameFiles(messages);
    const auto statuses = tell(std::move(messages), mails, edit.notify);
    if (object) scheduling::setScheduleStatus(*object, statuses, recipients_.book());
    addComment(mails, edit.comment);
    return finish(edit, std::move(object), std::move(mails));
}

void SchedulingRun::askResources(Component& object, const std::string& organizer,
                                 const scheduling::Conditions& conditions) {
    BookingOrganizer asking{.zone = editor_.timeZone};
    const auto user = recipients_.of(organizer);
    if (user && user->kind == CalendarUser::Kind::User) asking.user = UserId{user->id};
    std::vector<std::string> uris;
    std::vector<ResourceRequest> requests;
    for (const auto& uri : scheduling::unanswered(object)) {
        const auto resource = recipients_.of(uri);
        if (!resource || resource->kind != CalendarUser::Kind::Resource) continue;
        auto view = scheduling::attendeeView(object, uri, conditions);
        if (!view) continue;
        const auto* copy = copyOf(*resource);
        uris.push_back(uri);
        requests.push_back({.resource = {resource->id},
                            .own = copy == nullptr ? EventId{} : copy->object.id,
                            .object = *std::move(view)});
    }
    const auto answers = parts_.booking.answer(tx_, asking, requests);
    for (std::size_t index = 0; index < uris.size(); ++index) {
        const auto& uri = uris[index];
        const auto& answer = answers[index];
        if (answer.partStat != PartStat::NeedsAction) {
            const bool comes = answer.partStat == PartStat::Accepted;
            object = scheduling::answerOpen(object, uri, comes ? "ACCEPTED" : "DECLINED", conditions);
        }
        for (const auto& id : answer.declined)
            object = scheduling::participate(object, id, uri, "DECLINED", conditions);
        setReason(object, uri, answer.reason);
    }
}

/// Policies say who books a resource: the organizer asks. One that an attendee names as his delegate declines.
void SchedulingRun::declineDelegated(Component& object, const Component& before,
                                     const scheduling::Conditions& conditions) {
    for (const auto& uri : scheduling::unanswered(object)) {
        const auto resource = recipients_.of(uri);
        if (!resource || resource->kind != CalendarUser::Kind::Resource) continue;
        if (!recipients_.uriOf(*resource, before).empty()) continue;
        object = scheduling::answerOpen(object, uri, "DECLINED", conditions);
        setReason(object, uri, "It is booked by the organizer only.");
    }
}

EditedObject SchedulingRun::storeAsAttendee(const ObjectEdit& edit, const Component& before, const std::string& me) {
    const auto organizer = scheduling::organizerOf(before);
    const auto with = conditions(edit.object.owner);
    std::optional<Component> object;
    Messages messages;
    if (edit.calendar) {
        auto outcome = scheduling::attendeeChanges(before, *edit.calendar, me, with);
        object = std::move(outcome.object);
        messages = std::move(outcome.messages);
    } else if (auto reply = scheduling::attendeeRemoves(before, me, with)) {
        messages.push_back(*std::move(reply));
    }
    addComment(messages, edit.comment);
    const bool isOutside = !recipients_.of(organizer);
    if (!edit.calendar && isOutside)
        Cancellations(tx_, edit.object.owner, parts_.clock.now()).removed(uidOf(before), organizer, before, with.times);
    Messages mails;
    std::string status;
    if (!messages.empty() && isOutside) {
        tellDelegates(edit, object ? *object : before, messages, mails);
        if (edit.notify && !messages.empty()) {
            status = parts_.outbox.scheduleStatus(organizer);
            std::move(messages.begin(), messages.end(), std::back_inserter(mails));
        }
    } else if (!messages.empty()) {
        loadCopies(uidOf(before), edit.before ? edit.before->id : EventId{});
        status = tellOrganizer(organizer, messages, with);
    }
    if (object && !status.empty()) scheduling::setScheduleStatus(*object, organizer, status, recipients_.book());
    return finish(edit, std::move(object), std::move(mails));
}

/// RFC 5546 section 3.2.2.3: an organizer outside hears who comes instead, and may tell him or not; the attendee does.
/// @param messages  only those to the organizer are left
void SchedulingRun::tellDelegates(const ObjectEdit& edit, const Component& object, Messages& messages,
                                  Messages& mails) {
    const auto first = std::stable_partition(messages.begin(), messages.end(), [](const Message& message) {
        return message.method != scheduling::Method::Request;
    });
    if (first == messages.end()) return;
    Messages invitations(std::make_move_iterator(first), std::make_move_iterator(messages.end()));
    messages.erase(first, messages.end());
    recipients_.load(object);
    loadCopies(uidOf(object), edit.before ? edit.before->id : EventId{});
    // Who has the event already has it from the organizer.
    std::erase_if(invitations, [&](const Message& message) {
        const auto user = recipients_.of(message.recipient);
        return user && copyOf(*user) != nullptr;
    });
    tell(std::move(invitations), mails, edit.notify);
}

/// What an attendee of the context says. @return SCHEDULE-STATUS
std::string SchedulingRun::tellOrganizer(const std::string& organizer, const Messages& messages,
                                         const scheduling::Conditions& conditions) {
    auto* organizers = organizersCopy(organizer);
    if (organizers == nullptr) return kNotDelivered;
    recipients_.load(organizers->calendar);
    std::string status = kNotDelivered;
    for (const auto& message : messages) {
        // What the delegate has to know comes from the organizer, who hears of him by the reply.
        if (message.method != Method::Reply && message.method != Method::Counter) continue;
        auto outcome =
            scheduling::applyToOrganizer(organizers->calendar, message, conditions, {.organizerKnows = true});
        if (outcome.object && !hasRoom(*organizers, *outcome.object))
            outcome = {.applied = Applied::Refused, .reason = "The organizer's event has no room for more."};
        switch (outcome.applied) {
            case Applied::Changed: hearReply(*organizers, message, std::move(outcome)); break;
            case Applied::Proposal: noteProposal(*organizers, std::move(outcome)); break;
            case Applied::Unchanged: break;
            case Applied::Outdated:
            case Applied::Refused:
            case Applied::Created:
            case Applied::Removed:
            case Applied::Asked: requireHeard(message, outcome); continue;
        }
        status = kDelivered;
    }
    return status;
}

EditedObject SchedulingRun::finish(const ObjectEdit& edit, std::optional<Component> calendar, Messages mails) {
    EditedObject result;
    storeCopies();
    ObjectWriting::Stored* own = nullptr;
    if (calendar) {
        auto object = edit.before ? moved(tx_, *edit.before, edit.object) : edit.object;
        const auto from = edit.before ? std::optional(edit.before->folder) : std::nullopt;
        own = &writing_.store(std::move(object), *calendar, ScheduleTag::Changes, from);
    } else if (edit.before) {
        writing_.remove(*edit.before);
        result.object = *edit.before;
    }
    if (together_) {
        keepMails(result.object.id, std::move(mails));
        return result;
    }
    writing_.finish();
    shareFiles();
    if (own != nullptr) {
        result.object = own->object;
        result.index = own->index;
        result.changed = edit.calendar && own->object.text != edit.calendar->text();
    }
    for (auto& [owner, copy] : copies_) result.mails += sendMails(copy);
    if (!mails.empty()) result.mails += parts_.outbox.add(tx_, result.object.id, mails, editor_.locale);
    return result;
}

}  // namespace groupware::calendar
