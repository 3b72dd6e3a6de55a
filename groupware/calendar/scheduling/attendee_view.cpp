#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/scheduling/view.h"

#include <utility>

namespace groupware::calendar::scheduling {

std::set<InstanceId> attendedBy(const ical::Component& object, std::string_view person, ical::Zones& zones,
                                const AddressBook& people) {
    std::set<InstanceId> ids;
    const EventIndex index(object, zones);
    for (const auto& [id, place] : index.events) {
        const auto& event = object.components()[place];
        if (event.find("ORGANIZER") != nullptr && findAttendee(event, person, people) != nullptr) ids.insert(id);
    }
    return ids;
}

std::map<std::string, std::set<InstanceId>> attendance(const ical::Component& object, ical::Zones& zones,
                                                       const AddressBook& people) {
    std::map<std::string, std::set<InstanceId>> attended;
    const EventIndex index(object, zones);
    for (const auto& [id, place] : index.events) {
        const auto& event = object.components()[place];
        if (event.find("ORGANIZER") == nullptr) continue;
        for (const auto& property : event.properties()) {
            if (property.is("ATTENDEE")) attended[people.personOf(property.value())].insert(id);
        }
    }
    return attended;
}

std::optional<ical::Component> viewOf(const ical::Component& object, const std::set<InstanceId>& attended,
                                      ical::Zones& zones) {
    if (attended.empty()) return std::nullopt;
    const EventIndex index(object, zones);
    ical::Component view = object;
    if (attended.contains("")) {
        std::set<InstanceId> others;
        for (const auto& [id, place] : index.events) {
            if (!attended.contains(id)) others.insert(id);
        }
        exclude(view.components()[index.events.at("")], others, zones);
    }
    keepEvents(view, attended, zones);
    cleanForOthers(view);
    return view;
}

std::optional<ical::Component> attendeeView(const ical::Component& object, const std::string& attendee,
                                            const Conditions& conditions) {
    auto zones = zonesOf(object, conditions);
    const auto person = conditions.people.personOf(attendee);
    return viewOf(object, attendedBy(object, person, zones, conditions.people), zones);
}

}  // namespace groupware::calendar::scheduling
