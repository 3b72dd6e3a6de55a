#include "groupware/calendar/scheduling/attendee.h"

#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/attendee_rights.h"
#include "groupware/calendar/scheduling/counter.h"
#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/scheduling/properties.h"
#include "groupware/calendar/scheduling/reply.h"
#include "groupware/calendar/scheduling/view.h"
#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <utility>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;
using ical::ContentLine;

/// RFC 6638 section 7.2.
bool takeForced(Component& object) {
    bool forced = false;
    for (auto& component : object.components()) {
        auto* organizer = component.is("VEVENT") ? component.find("ORGANIZER") : nullptr;
        if (organizer == nullptr || !organizer->parameter("SCHEDULE-FORCE-SEND")) continue;
        forced = forced || organizer->hasParameter("SCHEDULE-FORCE-SEND", "REPLY");
        organizer->removeParameter("SCHEDULE-FORCE-SEND");
    }
    return forced;
}

bool serverSchedules(const Component& object) {
    const auto* organizer = findOrganizer(object);
    return organizer != nullptr && agentOf(*organizer) == Agent::Server;
}

/// What he says on his line.
std::string answerOf(const ContentLine& line) {
    return participationOf(line) + ' ' + std::string(line.parameter(kComment).value_or("")) + ' ' +
           std::string(line.parameter("DELEGATED-TO").value_or(""));
}

class AttendeeChange {
public:
    AttendeeChange(const Component& before, const Component& after, const std::string& me, const Conditions& conditions)
        : before_(before),
          after_(after),
          me_(me),
          person_(conditions.people.personOf(me)),
          conditions_(conditions),
          rights_(before, after, person_, conditions),
          zonesBefore_(zonesOf(before, conditions)),
          zones_(zonesOf(after, conditions)),
          replies_(before, me, conditions),
          counter_(before, me, conditions) {}

    AttendeeOutcome run() {
        rights_.require();
        AttendeeOutcome outcome{.object = after_};
        const bool forced = takeForced(outcome.object);
        const EventIndex index(outcome.object, zones_);
        for (const auto& [id, place] : index.events) settle(outcome.object.components()[place], id, forced);
        for (const auto& id : rights_.takenAway()) decline(id);
        for (const auto& id : rights_.reverted()) {
            const auto* master = index.eventOf(after_, "");
            if (master != nullptr) replies_.add(makeInstance(*master, *timeOf(id), zones_));
        }
        if (!serverSchedules(outcome.object)) return outcome;
        if (auto reply = replies_.message()) outcome.messages.push_back(*std::move(reply));
        if (auto counter = counter_.message()) outcome.messages.push_back(*std::move(counter));
        for (const auto& delegate : delegates_) invite(outcome, delegate);
        return outcome;
    }

private:
    /// The organizer's stamps tell which of his messages is newer than the copy, and his form of RECURRENCE-ID is what
    /// he finds an instance by.
    void settle(Component& event, const InstanceId& id, bool forced) {
        const auto base = rights_.baseOf(id);
        for (const auto* const name : {"DTSTAMP", "SEQUENCE", "RECURRENCE-ID"}) copyProperty(event, base, name);
        if (id.empty()) noteDeclined(event);
        auto* mine = findAttendee(event, person_, conditions_.people);
        if (mine == nullptr) return;
        if (takeOrder(*mine)) counter_.add(event);
        const auto* old = findAttendee(base, person_, conditions_.people);
        const bool answered = old == nullptr || answerOf(*old) != answerOf(*mine) || comments(base) != comments(event);
        if (answered) delegate(event, *mine);
        if (answered || forced) replies_.add(event);
    }

    static std::vector<std::string> comments(const Component& event) { return ical::list(event, "COMMENT"); }

    void decline(const InstanceId& id) {
        auto event = rights_.baseOf(id);
        auto* mine = findAttendee(event, person_, conditions_.people);
        if (mine == nullptr || participationOf(*mine) == "DECLINED") return;
        mine->setParameter("PARTSTAT", {"DECLINED"});
        replies_.add(event);
    }

    /// Marks the EXDATEs that are his, so that the organizer's next message does not bring the instances back.
    void noteDeclined(Component& master) {
        const auto& taken = rights_.takenAway();
        for (auto& property : master.properties()) {
            if (!property.is("EXDATE") || property.parameter(kDeclined)) continue;
            const auto ids = excludedBy(property, master, zones_);
            const bool his =
                std::all_of(ids.begin(), ids.end(), [&](const InstanceId& id) { return taken.contains(id); });
            if (his && !ids.empty()) property.setParameter(kDeclined, {"TRUE"});
        }
    }

    /// RFC 5546 section 3.2.2.3: the delegate becomes an attendee.
    void delegate(Component& event, const ContentLine& mine) {
        if (participationOf(mine) != "DELEGATED") return;
        std::vector<std::string> to;
        for (const auto uri : mine.parameterValues("DELEGATED-TO")) to.emplace_back(uri);
        for (const auto& uri : to) {
            addDelegate(event, uri, me_, conditions_.people);
            if (std::find(delegates_.begin(), delegates_.end(), uri) == delegates_.end()) delegates_.push_back(uri);
        }
    }

    void invite(AttendeeOutcome& outcome, const std::string& delegate) {
        auto view = attendeeView(outcome.object, delegate);
        if (!view) return;
        auto message = makeMessage(Method::Request, *std::move(view), me_, delegate, conditions_);
        message.invitation = true;
        outcome.messages.push_back(std::move(message));
    }

    std::optional<Component> attendeeView(const Component& object, const std::string& attendee) {
        const auto person = conditions_.people.personOf(attendee);
        return viewOf(object, attendedBy(object, person, zones_, conditions_.people), zones_);
    }

    const Component& before_;
    const Component& after_;
    const std::string& me_;
    std::string person_;
    const Conditions& conditions_;
    AttendeeRights rights_;
    ical::Zones zonesBefore_;
    ical::Zones zones_;
    ReplyDraft replies_;
    CounterDraft counter_;
    std::vector<std::string> delegates_;
};

void answer(Component& event, std::string_view person, const std::string& status, const AddressBook& people) {
    auto* mine = findAttendee(event, person, people);
    if (mine == nullptr || participationOf(*mine) == status) return;
    mine->setParameter("PARTSTAT", {status});
}

/// Of the copy, with those VEVENTs only.
Component withEvents(const Component& copy, std::vector<Component> events) {
    Component calendar = copy;
    for (std::size_t i = calendar.components().size(); i-- > 0;) {
        if (std::as_const(calendar).components()[i].is("VEVENT")) calendar.removeComponent(i);
    }
    for (auto& event : events) calendar.add(std::move(event));
    return calendar;
}

}  // namespace

AttendeeOutcome attendeeChanges(const Component& before, const Component& after, const std::string& me,
                                const Conditions& conditions) {
    return AttendeeChange(withZonesOf(after, before, conditions), after, me, conditions).run();
}

std::optional<Message> attendeeRemoves(const Component& before, const std::string& me, const Conditions& conditions) {
    if (!serverSchedules(before)) return std::nullopt;
    const auto person = conditions.people.personOf(me);
    ReplyDraft replies(before, me, conditions);
    for (const auto* event : ical::all(before, "VEVENT")) {
        const auto* mine = findAttendee(*event, person, conditions.people);
        if (mine == nullptr || ical::text(*event, "STATUS").value_or("") == "CANCELLED") continue;
        const auto status = participationOf(*mine);
        if (status == "DECLINED" || status == "DELEGATED") continue;
        auto declined = *event;
        answer(declined, person, "DECLINED", conditions.people);
        replies.add(declined);
    }
    return replies.message();
}

Component participate(const Component& copy, const InstanceId& instance, const std::string& me,
                      const std::string& status, const Conditions& conditions) {
    const auto person = conditions.people.personOf(me);
    auto zones = zonesOf(copy, conditions);
    const auto attended = attendedBy(copy, person, zones, conditions.people);
    auto object = copy;
    if (instance.empty() && !attended.empty()) {
        for (auto& component : object.components()) {
            if (component.is("VEVENT")) answer(component, person, status, conditions.people);
        }
        return object;
    }
    if (attended.contains(instance)) {
        answer(*findEvent(object, instance, zones), person, status, conditions.people);
        return object;
    }
    const auto* master = findEvent(copy, "", zones);
    const bool exists = master != nullptr && attended.contains("") && findEvent(copy, instance, zones) == nullptr &&
                        happens(*master, instance, zones);
    if (!exists) throw Error(ErrorCode::NotFound, "no such instance, or no attendee of it", "There is no such event.");
    auto event = makeInstance(*master, *timeOf(instance), zones);
    answer(event, person, status, conditions.people);
    object.add(std::move(event));
    return object;
}

std::set<std::string> unanswered(const Component& object) {
    std::set<std::string> uris;
    for (const auto* event : ical::all(object, "VEVENT")) {
        for (const auto& property : event->properties()) {
            const bool open = property.is("ATTENDEE") && agentOf(property) == Agent::Server &&
                              participationOf(property) == "NEEDS-ACTION";
            if (open) uris.insert(property.value());
        }
    }
    return uris;
}

Component answerOpen(const Component& object, const std::string& me, const std::string& status,
                     const Conditions& conditions) {
    const auto person = conditions.people.personOf(me);
    auto answered = object;
    for (auto& component : answered.components()) {
        if (!component.is("VEVENT")) continue;
        const auto* mine = findAttendee(std::as_const(component), person, conditions.people);
        if (mine != nullptr && participationOf(*mine) == "NEEDS-ACTION")
            answer(component, person, status, conditions.people);
    }
    return answered;
}

Message refresh(const Component& copy, const std::string& me, const Conditions& conditions) {
    const auto person = conditions.people.personOf(me);
    Component asked("VEVENT");
    for (const auto* event : ical::all(copy, "VEVENT")) {
        const auto* mine = findAttendee(*event, person, conditions.people);
        if (mine == nullptr) continue;
        for (const auto* const name : {"UID", "ORGANIZER"}) copyProperty(asked, *event, name);
        asked.add(ContentLine("ATTENDEE", mine->value()));
        break;
    }
    std::vector<Component> events;
    events.push_back(std::move(asked));
    auto calendar = withEvents(copy, std::move(events));
    cleanForOthers(calendar);
    return makeMessage(Method::Refresh, std::move(calendar), me, organizerOf(copy), conditions);
}

}  // namespace groupware::calendar::scheduling
