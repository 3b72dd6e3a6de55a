#include "groupware/calendar/scheduling/hand_over.h"

#include "groupware/calendar/scheduling/copy_merge.h"
#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/properties.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"

#include <string_view>
#include <utility>
#include <vector>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;

/// Without the EXDATEs by which he declined instances: they are not his any more to take away.
Component withDeclined(const Component& own) {
    Component copy = own;
    for (auto& component : copy.components()) {
        std::vector<ical::PropertyId> marked;
        for (const auto& property : std::as_const(component).properties()) {
            if (property.is("EXDATE") && property.parameter(kDeclined)) marked.push_back(property.id());
        }
        for (const auto id : marked) component.remove(id);
    }
    return copy;
}

/// What a program notes for its user; the server's own notes are the meeting's.
bool isNote(std::string_view property) {
    const auto name = formats::lines::upper(property);
    if (name.compare(0, 2, "X-") != 0 || name.compare(0, 7, "X-YOKE-") == 0) return false;
    return isClientsNote(name) || isPersonal(name);
}

void takesPart(std::vector<ical::Person>& people, const ical::Person& person, const AddressBook& book) {
    for (const auto& each : people) {
        if (book.same(each.uri, person.uri)) return;
    }
    people.push_back({.uri = person.uri, .name = person.name, .status = "ACCEPTED"});
}

}  // namespace

Component successorsCopy(const Component& meeting, const Component* own, const Successor& to,
                         const Conditions& conditions) {
    auto whole = meeting;
    cleanForOthers(whole);
    if (own == nullptr) return whole;
    const auto copy = withDeclined(*own);
    // What the organizer has is the newest there is, whatever the clocks that stamped the copies said.
    const CopyMerge::How how{.complete = true, .organizerKnows = true, .sequence = sequenceOf(copy) + 1};
    return CopyMerge(copy, whole, to.uri, how, conditions).run().value_or(whole);
}

Component forEverybody(const Component& meeting) {
    auto object = meeting;
    for (auto& component : object.components()) {
        if (!component.is("VEVENT")) continue;
        removeAlarms(component);
        std::vector<ical::PropertyId> notes;
        for (const auto& property : std::as_const(component).properties()) {
            if (isNote(property.name())) notes.push_back(property.id());
        }
        for (const auto id : notes) component.remove(id);
    }
    return object;
}

void handOver(Component& copy, const Successor& to, const Conditions& conditions) {
    for (auto& component : copy.components()) {
        if (!component.is("VEVENT")) continue;
        const auto before = ical::organizer(component);
        auto people = ical::attendees(component);
        if (before) takesPart(people, *before, conditions.people);
        takesPart(people, {.uri = to.uri, .name = to.name}, conditions.people);
        ical::setOrganizer(component, ical::Person{.uri = to.uri, .name = to.name});
        ical::setAttendees(component, people);
        ical::setNumber(component, "SEQUENCE", ical::number(component, "SEQUENCE").value_or(0) + 1);
        ical::setTime(component, "DTSTAMP", ical::utc(conditions.now));
    }
}

}  // namespace groupware::calendar::scheduling
