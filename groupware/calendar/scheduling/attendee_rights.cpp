#include "groupware/calendar/scheduling/attendee_rights.h"

#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/properties.h"

#include <algorithm>
#include <utility>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;

[[noreturn]] void refuse(const std::string& property) {
    throw Error(ErrorCode::Forbidden, "an attendee changed " + property,
                "Only the organizer may change " + property + " of this event.");
}

}  // namespace

AttendeeRights::AttendeeRights(const Component& before, const Component& after, std::string person,
                               const Conditions& conditions)
    : before_(before),
      after_(after),
      person_(std::move(person)),
      conditions_(conditions),
      zonesBefore_(zonesOf(before, conditions)),
      indexBefore_(before, zonesBefore_),
      zones_(zonesOf(after, conditions)) {}

void AttendeeRights::require() {
    const EventIndex now(after_, zones_);
    if (now.events.empty()) refuse("VEVENT");
    for (const auto& [id, place] : now.events) requireEvent(id, after_.components()[place]);
    for (const auto& [id, place] : indexBefore_.events) {
        if (!now.find(id)) requireRemoval(id, before_.components()[place]);
    }
}

Component AttendeeRights::baseOf(const InstanceId& id) {
    if (const auto* own = indexBefore_.eventOf(before_, id)) return *own;
    const auto* master = indexBefore_.eventOf(before_, "");
    const bool exists = master != nullptr && !id.empty() && happens(*master, id, zonesBefore_);
    if (!exists) refuse(id.empty() ? "the series" : "RECURRENCE-ID");
    return makeInstance(*master, *timeOf(id), zonesBefore_);
}

void AttendeeRights::requireEvent(const InstanceId& id, const Component& event) {
    const auto base = baseOf(id);
    for (const auto& name : differences(base, event)) {
        if (name == "EXDATE" && id.empty()) {
            requireExdates(base, event);
        } else if (name == "RECURRENCE-ID") {
            continue;  // the same instance in another form
        } else if (name != "ATTENDEE" || !sameForOthers(base, event)) {
            refuse(name);
        }
    }
}

void AttendeeRights::requireExdates(const Component& base, const Component& event) {
    const auto old = excluded(base, zonesBefore_);
    const auto now = excluded(event, zones_);
    for (const auto& id : old) {
        if (std::find(now.begin(), now.end(), id) == now.end()) refuse("EXDATE");
    }
    for (const auto& id : now) {
        if (std::find(old.begin(), old.end(), id) != old.end()) continue;
        if (indexBefore_.eventOf(before_, id) == nullptr && !happens(base, id, zonesBefore_)) continue;
        takenAway_.insert(id);
    }
}

void AttendeeRights::requireRemoval(const InstanceId& id, const Component& event) {
    if (id.empty()) refuse("the series");
    if (takenAway_.contains(id)) return;
    const auto* master = indexBefore_.eventOf(before_, "");
    if (master == nullptr) {
        takenAway_.insert(id);
        return;
    }
    const auto plain = makeInstance(*master, *timeOf(id), zonesBefore_);
    for (const auto& name : differences(plain, event)) {
        if (name != "ATTENDEE" || !sameForOthers(plain, event)) refuse("RECURRENCE-ID");
    }
    reverted_.insert(id);
}

/// Whether ATTENDEE lines are the same but for his own, and his delegates'.
bool AttendeeRights::sameForOthers(const Component& base, const Component& event) const {
    const auto& people = conditions_.people;
    const auto others = [&](const Component& from) {
        std::multiset<std::string> lines;
        for (const auto& property : from.properties()) {
            if (!property.is("ATTENDEE") || people.personOf(property.value()) == person_) continue;
            const auto delegators = property.parameterValues("DELEGATED-FROM");
            const bool his = std::any_of(delegators.begin(), delegators.end(),
                                         [&](std::string_view uri) { return people.personOf(uri) == person_; });
            if (!his) lines.insert(meaning(property));
        }
        return lines;
    };
    const bool stays =
        findAttendee(base, person_, people) == nullptr || findAttendee(event, person_, people) != nullptr;
    return stays && others(base) == others(event);
}

}  // namespace groupware::calendar::scheduling
