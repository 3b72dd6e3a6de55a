#include "groupware/calendar/scheduling/invitations.h"

#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/scheduling/properties.h"
#include "groupware/calendar/scheduling/view.h"
#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <utility>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;

}  // namespace

Invitations::Invitations(const Component* before, const Component* after, const std::set<std::string>& forced,
                         const Conditions& conditions)
    : before_(before),
      after_(after),
      forced_(forced),
      conditions_(conditions),
      zonesBefore_(conditions.times.find, conditions.times.userZone(), before),
      zonesAfter_(conditions.times.find, conditions.times.userZone(), after) {
    const auto* organizer = after == nullptr ? nullptr : findOrganizer(*after);
    if (organizer == nullptr && before != nullptr) organizer = findOrganizer(*before);
    if (organizer != nullptr) organizer_ = organizer->value();
    if (before != nullptr) attendedBefore_ = attendance(*before, zonesBefore_, conditions.people);
    if (after != nullptr) attendedAfter_ = attendance(*after, zonesAfter_, conditions.people);
    if (after != nullptr) indexAfter_.emplace(*after, zonesAfter_);
    if (before != nullptr) series_ = findEvent(*before, "", zonesBefore_);
    if (before != nullptr) sequence_ = sequenceOf(*before) + 1;
    if (after != nullptr) sequence_ = sequenceOf(*after);
}

std::vector<Message> Invitations::messages() {
    if (organizer_.empty()) return {};
    if (after_ != nullptr) collect(*after_, true);
    if (before_ != nullptr) collect(*before_, false);
    for (const auto& person : persons_) add(person);
    return std::move(messages_);
}

void Invitations::collect(const Component& object, bool after) {
    const auto organizer = conditions_.people.personOf(organizer_);
    for (const auto* event : ical::all(object, "VEVENT")) {
        if (event->find("ORGANIZER") == nullptr) continue;
        for (const auto& property : event->properties()) {
            if (property.is("ATTENDEE") && conditions_.people.personOf(property.value()) != organizer)
                collect(property, after);
        }
    }
}

void Invitations::collect(const ical::ContentLine& attendee, bool after) {
    auto key = conditions_.people.personOf(attendee.value());
    auto found =
        std::find_if(persons_.begin(), persons_.end(), [&](const Person& person) { return person.key == key; });
    if (found == persons_.end()) found = persons_.insert(found, {.key = std::move(key), .uri = attendee.value()});
    auto& agent = after ? found->after : found->before;
    if (!agent || agentOf(attendee) == Agent::Server) agent = agentOf(attendee);
}

const Invitations::Difference& Invitations::differenceOf(const std::string& person) {
    const auto& before = attendedBefore_[person];
    const auto& after = attendedAfter_[person];
    const auto [place, added] = differences_.try_emplace({before, after});
    auto& difference = place->second;
    if (!added) return difference;
    if (before_ != nullptr) difference.before = viewOf(*before_, before, zonesBefore_);
    if (after_ != nullptr) difference.after = viewOf(*after_, after, zonesAfter_);
    if (difference.before && difference.after) compare(difference);
    return difference;
}

void Invitations::compare(Difference& difference) {
    const EventIndex old(*difference.before, zonesBefore_);
    const EventIndex now(*difference.after, zonesAfter_);
    difference.repliesOnly = true;
    difference.all = old.find("") && !now.find("");
    for (const auto& [id, place] : now.events) {
        const auto& event = difference.after->components()[place];
        if (const auto before = baseOf(*difference.before, old, id)) {
            compareEvent(difference, id, *before, event);
            // He answers for it alone from now on, even if it says what the series says.
            if (!old.find(id)) difference.changed.insert(id);
        } else {
            difference.changed.insert(id);
            difference.all = difference.all || id.empty();
            difference.repliesOnly = false;
        }
    }
    for (const auto& [id, place] : old.events) {
        if (id.empty() || now.find(id)) continue;
        difference.repliesOnly = false;
        // Without EXDATE, the instance is what the series says again.
        if (now.find("") && !difference.cancelled.contains(id)) {
            difference.all = true;
        } else {
            difference.cancelled.insert(id);
        }
    }
}

/// What they knew of an instance: its VEVENT, or the series.
std::optional<Component> Invitations::baseOf(const Component& view, const EventIndex& index, const InstanceId& id) {
    if (const auto* own = index.eventOf(view, id)) return *own;
    const auto* master = index.eventOf(view, "");
    if (master == nullptr || id.empty() || !happens(*master, id, zonesBefore_)) return std::nullopt;
    return makeInstance(*master, *timeOf(id), zonesBefore_);
}

void Invitations::compareEvent(Difference& difference, const InstanceId& id, const Component& before,
                               const Component& after) {
    auto names = differences(before, after);
    if (names.empty() && sequenceOfEvent(before) != sequenceOfEvent(after)) {
        // He sees nothing new, but his answer to the older SEQUENCE would not count any more.
        difference.repliesOnly = false;
        difference.all = difference.all || id.empty();
        difference.changed.insert(id);
    }
    if (names.empty()) return;
    difference.repliesOnly =
        difference.repliesOnly && names == std::set<std::string>{"ATTENDEE"} && onlyReplies(before, after);
    auto changes = changesBetween(id, before, after);
    difference.changes.insert(difference.changes.end(), changes.begin(), changes.end());
    if (!id.empty()) {
        difference.changed.insert(id);
        return;
    }
    const auto old = excluded(before, zonesBefore_);
    const auto now = excluded(after, zonesAfter_);
    for (const auto& each : now) {
        if (std::find(old.begin(), old.end(), each) == old.end()) difference.cancelled.insert(each);
    }
    const bool back = std::any_of(old.begin(), old.end(), [&](const InstanceId& each) {
        return std::find(now.begin(), now.end(), each) == now.end();
    });
    names.erase("EXDATE");
    difference.all = difference.all || back || !names.empty();
}

void Invitations::add(const Person& person) {
    const bool was = person.before == Agent::Server;
    const bool is = person.after == Agent::Server;
    if (!was && !is) return;
    const auto& difference = differenceOf(person.key);
    if (!is) return cancelAll(person, difference);
    if (!difference.after) return;
    if (!was || !difference.before) return invite(person, difference, true);
    if (difference.all || forced_.contains(person.key)) return invite(person, difference, false);
    tellInstances(person, difference);
}

void Invitations::invite(const Person& person, const Difference& difference, bool invitation) {
    const bool instancesOnly = findEvent(*difference.after, "", zonesAfter_) == nullptr;
    if (!invitation && instancesOnly && findEvent(*difference.before, "", zonesBefore_) != nullptr) {
        // No longer invited to the series, which no REQUEST for its instances says.
        cancelAll(person, difference);
    }
    auto message = makeMessage(Method::Request, *difference.after, organizer_, person.uri, conditions_);
    message.sequence = std::max(message.sequence, sequence_);
    message.invitation = invitation;
    message.repliesOnly = !invitation && difference.repliesOnly && !forced_.contains(person.key);
    message.changes = difference.changes;
    messages_.push_back(std::move(message));
}

void Invitations::tellInstances(const Person& person, const Difference& difference) {
    const auto whole = [&] {
        return makeMessage(Method::Request, *difference.after, organizer_, person.uri, conditions_).calendar;
    };
    if (!difference.cancelled.empty()) {
        auto calendar = cancelled(*difference.before, difference.cancelled, person);
        auto message = makeMessage(Method::Cancel, std::move(calendar), organizer_, person.uri, conditions_);
        message.whole = whole();
        messages_.push_back(std::move(message));
    }
    if (!difference.changed.empty()) {
        auto calendar = *difference.after;
        keepEvents(calendar, difference.changed, zonesAfter_);
        auto message = makeMessage(Method::Request, std::move(calendar), organizer_, person.uri, conditions_);
        message.whole = whole();
        message.repliesOnly = difference.repliesOnly;
        message.changes = difference.changes;
        messages_.push_back(std::move(message));
    }
}

/// A CANCEL for all that a view has.
void Invitations::cancelAll(const Person& person, const Difference& difference) {
    if (!difference.before) return;
    Attended all;
    for (const auto& [id, place] : EventIndex(*difference.before, zonesBefore_).events) all.insert(id);
    auto calendar = cancelled(*difference.before, all, person);
    auto message = makeMessage(Method::Cancel, std::move(calendar), organizer_, person.uri, conditions_);
    if (difference.after && person.after == Agent::Server)
        message.whole = makeMessage(Method::Request, *difference.after, organizer_, person.uri, conditions_).calendar;
    messages_.push_back(std::move(message));
}

/// RFC 5546 section 3.2.5: STATUS:CANCELLED if it does not happen any more; otherwise only whom it is cancelled for.
Component Invitations::cancelled(const Component& view, const Attended& instances, const Person& person) {
    Component calendar = cancelledForAll(view, instances);
    for (auto& event : calendar.components()) {
        if (!event.is("VEVENT") || !goesOn(event)) continue;
        std::vector<ical::PropertyId> others;
        for (const auto& property : std::as_const(event).properties()) {
            if (property.is("ATTENDEE") && conditions_.people.personOf(property.value()) != person.key)
                others.push_back(property.id());
        }
        for (const auto other : others) event.remove(other);
    }
    return calendar;
}

/// What is the same for everybody who knew that view.
const Component& Invitations::cancelledForAll(const Component& view, const Attended& instances) {
    // The event itself is everything.
    const auto told = instances.contains("") ? Attended{""} : instances;
    const auto [place, added] = cancelled_.try_emplace({&view, told}, view);
    auto& calendar = place->second;
    if (!added) return calendar;
    const EventIndex index(view, zonesBefore_);
    const auto* master = index.eventOf(view, "");
    for (const auto& id : told) {
        const auto time = timeOf(id);
        if (!index.find(id) && master != nullptr && time) calendar.add(makeInstance(*master, *time, zonesBefore_));
    }
    keepEvents(calendar, told, zonesBefore_);
    for (auto& event : calendar.components()) {
        if (!event.is("VEVENT")) continue;
        ical::setNumber(event, "SEQUENCE", sequence_);
        if (goesOn(event)) {
            event.removeAll("STATUS");
        } else {
            ical::setText(event, "STATUS", "CANCELLED");
        }
    }
    return calendar;
}

/// Without whom the message is for.
bool Invitations::goesOn(const Component& event) {
    return indexAfter_ && indexAfter_->find(instanceOf(series_, event, zonesBefore_));
}

std::optional<Message> requestFor(const Component& object, const std::string& attendee, const Conditions& conditions) {
    const auto* organizer = findOrganizer(object);
    auto view = attendeeView(object, attendee, conditions);
    if (organizer == nullptr || !view) return std::nullopt;
    return makeMessage(Method::Request, *std::move(view), organizer->value(), attendee, conditions);
}

}  // namespace groupware::calendar::scheduling
