#include "groupware/calendar/scheduling/organizer.h"

#include "groupware/calendar/scheduling/counter.h"
#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/invitations.h"
#include "groupware/calendar/scheduling/properties.h"
#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;

/// RFC 5546 section 2.1.4: what decides whether somebody can come.
bool isSignificant(const std::set<std::string>& differences) {
    static constexpr std::array<std::string_view, 8> kSignificant{"DTSTART", "DTEND",  "DURATION", "RRULE",
                                                                  "RDATE",   "EXDATE", "LOCATION", "STATUS"};
    return std::any_of(kSignificant.begin(), kSignificant.end(),
                       [&](std::string_view name) { return differences.contains(std::string(name)); });
}

/// Gives a changed object the SEQUENCE, DTSTAMP and PARTSTATs that follow from its change.
class Settling {
public:
    Settling(const Component& before, Component& after, const Conditions& conditions)
        : before_(before),
          after_(after),
          conditions_(conditions),
          zonesBefore_(zonesOf(before, conditions)),
          zones_(zonesOf(before, conditions)),
          indexBefore_(before, zonesBefore_),
          highest_(sequenceOf(before)) {
        if (const auto* organizer = findOrganizer(after)) organizer_ = conditions.people.personOf(organizer->value());
    }

    /// @return whether something is rescheduled
    bool run() {
        const auto copy = after_;  // zones are looked up in what does not move
        zones_ = zonesOf(copy, conditions_);
        const EventIndex index(after_, zones_);
        for (const auto& [id, place] : index.events) {
            if (!id.empty()) instances_.insert(id);
        }
        for (const auto& [id, place] : index.events) settle(after_.components()[place], id);
        keepHighest(index);
        return rescheduled_;
    }

private:
    void settle(Component& event, const InstanceId& id) {
        const auto base = baseOf(id);
        const auto own = sequenceOfEvent(event);
        if (!indexBefore_.find(id)) removeInherited(event);
        if (!base) {
            setSequence(event, std::max(own, highest_));
            ical::setTime(event, "DTSTAMP", ical::utc(conditions_.now));
            return askAgain(event);
        }
        const auto changed = differences(*base, event);
        const bool moved = rescheduled(*base, event, id.empty() ? instances_ : std::set<InstanceId>{}, zones_);
        if (moved || isSignificant(changed)) {
            setSequence(event, std::max(own, highest_ + 1));
        } else {
            setSequence(event, sequenceOfEvent(*base));
        }
        setAnsweredSince(event, moved ? sequenceOfEvent(event) : answeredSince(*base));
        if (!changed.empty()) ical::setTime(event, "DTSTAMP", ical::utc(conditions_.now));
        if (moved) askAgain(event);
    }

    /// What the instance said before: its own VEVENT, or the series.
    std::optional<Component> baseOf(const InstanceId& id) {
        if (const auto* own = indexBefore_.eventOf(before_, id)) return *own;
        if (id.empty()) return std::nullopt;
        const auto* master = indexBefore_.eventOf(before_, "");
        if (master == nullptr || !happens(*master, id, zonesBefore_)) return std::nullopt;
        return makeInstance(*master, *timeOf(id), zonesBefore_);
    }

    /// What was proposed for the series is not proposed for an instance that gets a VEVENT now.
    static void removeInherited(Component& event) {
        for (auto& property : event.properties()) {
            if (property.is("ATTENDEE") && !hasOrder(property)) ical::putProposedTime(property, std::nullopt);
        }
    }

    static void setSequence(Component& event, std::int64_t sequence) {
        if (sequenceOfEvent(event) != sequence) ical::setNumber(event, "SEQUENCE", sequence);
    }

    /// RFC 6638 section 3.2.8.
    void askAgain(Component& event) {
        rescheduled_ = true;
        removeProposals(event);
        const auto actor = conditions_.people.personOf(conditions_.actor);
        for (auto& property : event.properties()) {
            if (!property.is("ATTENDEE") || agentOf(property) != Agent::Server) continue;
            const auto person = conditions_.people.personOf(property.value());
            if (person == organizer_ || person == actor || participationOf(property) == "NEEDS-ACTION") continue;
            property.setParameter("PARTSTAT", {"NEEDS-ACTION"});
        }
    }

    /// Changed instances that are gone may have had the highest.
    void keepHighest(const EventIndex& index) {
        if (index.events.empty() || sequenceOf(after_) >= highest_) return;
        auto& first = after_.components()[index.events.begin()->second];
        const auto since = answeredSince(first);
        setSequence(first, highest_ + 1);
        setAnsweredSince(first, since);
        ical::setTime(first, "DTSTAMP", ical::utc(conditions_.now));
    }

    const Component& before_;
    Component& after_;
    const Conditions& conditions_;
    ical::Zones zonesBefore_;
    ical::Zones zones_;
    EventIndex indexBefore_;
    std::int64_t highest_;
    std::string organizer_;
    std::set<InstanceId> instances_;
    bool rescheduled_ = false;
};

/// SCHEDULE-FORCE-SEND is an order, not a part of the object. RFC 6638 section 7.2.
/// @return whom it is about
std::set<std::string> takeForced(Component& object, const AddressBook& people) {
    std::set<std::string> forced;
    for (auto& component : object.components()) {
        for (auto& property : component.properties()) {
            if (!property.is("ATTENDEE") || !property.parameter("SCHEDULE-FORCE-SEND")) continue;
            if (property.hasParameter("SCHEDULE-FORCE-SEND", "REQUEST"))
                forced.insert(people.personOf(property.value()));
            property.removeParameter("SCHEDULE-FORCE-SEND");
        }
    }
    return forced;
}

/// What was ordered by declineProposal().
std::vector<Message> takeRefusals(Component& object, const Conditions& conditions) {
    std::vector<Message> refusals;
    for (auto& component : object.components()) {
        if (!component.is("VEVENT")) continue;
        for (auto& property : component.properties()) {
            if (!property.is("ATTENDEE") || !takeOrder(property)) continue;
            const auto proposed = ical::proposedTime(property);
            if (proposed && proposed->declined)
                refusals.push_back(declineCounter(object, component, property, conditions));
        }
    }
    return refusals;
}

void forgetProposals(Component& object) {
    for (auto& component : object.components()) {
        if (component.is("VEVENT")) removeProposals(component);
    }
}

}  // namespace

SettledChange settleChange(const Component* before, Component after, const Conditions& conditions) {
    SettledChange settled{.object = std::move(after)};
    settled.forced = takeForced(settled.object, conditions.people);
    if (before == nullptr) {
        forgetProposals(settled.object);
    } else if (findOrganizer(settled.object) != nullptr) {
        const auto base = withZonesOf(settled.object, *before, conditions);
        settled.rescheduled = Settling(base, settled.object, conditions).run();
    }
    settled.declined = takeRefusals(settled.object, conditions);
    return settled;
}

std::vector<Message> messagesAbout(const Component* before, const Component* after, const std::set<std::string>& forced,
                                   const Conditions& conditions) {
    if (before == nullptr || after == nullptr) return Invitations(before, after, forced, conditions).messages();
    const auto base = withZonesOf(*after, *before, conditions);
    return Invitations(&base, after, forced, conditions).messages();
}

OrganizerOutcome organizerChanges(const Component* before, const Component* after, const Conditions& conditions) {
    if (after == nullptr) return {.messages = messagesAbout(before, nullptr, {}, conditions)};
    auto settled = settleChange(before, *after, conditions);
    auto messages = messagesAbout(before, &settled.object, settled.forced, conditions);
    std::move(settled.declined.begin(), settled.declined.end(), std::back_inserter(messages));
    return {.object = std::move(settled.object), .messages = std::move(messages), .rescheduled = settled.rescheduled};
}

std::string organizerOf(const Component& object) {
    const auto* organizer = findOrganizer(object);
    return organizer == nullptr ? std::string() : organizer->value();
}

bool hasOneOrganizer(const Component& object, const AddressBook& people) {
    const auto first = people.personOf(organizerOf(object));
    const auto events = ical::all(object, "VEVENT");
    return std::all_of(events.begin(), events.end(), [&](const Component* event) {
        const auto* organizer = event->find("ORGANIZER");
        return organizer == nullptr || people.personOf(organizer->value()) == first;
    });
}

void setScheduleStatus(Component& object, const std::map<std::string, std::string>& codes, const AddressBook& people) {
    for (auto& component : object.components()) {
        if (!component.is("VEVENT")) continue;
        for (auto& property : component.properties()) {
            if (!property.is("ATTENDEE") && !property.is("ORGANIZER")) continue;
            const auto code = codes.find(people.personOf(property.value()));
            if (code != codes.end()) putParameter(property, "SCHEDULE-STATUS", code->second);
        }
    }
}

void setScheduleStatus(Component& object, const std::string& uri, const std::string& code, const AddressBook& people) {
    setScheduleStatus(object, {{people.personOf(uri), code}}, people);
}

}  // namespace groupware::calendar::scheduling
