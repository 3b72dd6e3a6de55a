#include "groupware/calendar/scheduling/draft.h"

#include "groupware/calendar/scheduling/properties.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/text.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace groupware::calendar::scheduling {
namespace {

using formats::lines::equal;
using ical::Component;
using ical::ContentLine;

constexpr std::array<std::string_view, 11> kTold{"SUMMARY", "LOCATION", "DTSTART",     "DTEND",     "DURATION", "RRULE",
                                                 "RDATE",   "STATUS",   "DESCRIPTION", "ORGANIZER", "ATTENDEE"};

/// All properties of that name, for people.
std::string wordsOf(const Component& event, std::string_view name) {
    std::string text;
    for (const auto& property : event.properties()) {
        if (!property.is(name)) continue;
        if (!text.empty()) text += ", ";
        const bool address = property.is("ATTENDEE") || property.is("ORGANIZER");
        const auto mail = address ? mailAddress(property.value()) : std::string();
        text += mail.empty() ? formats::lines::unescapeText(property.value()) : mail;
    }
    return text;
}

void cleanEvent(Component& event) {
    removeAlarms(event);
    std::vector<ical::PropertyId> gone;
    for (auto& property : event.properties()) {
        if (isClientsNote(property.name())) gone.push_back(property.id());
        if (property.is("ATTENDEE") || property.is("ORGANIZER")) removeServerParameters(property);
    }
    for (const auto id : gone) event.remove(id);
}

/// By TZID of `object` the one that `model` has for it.
std::map<std::string, std::string> renamedZones(const Component& model, const Component& object,
                                                const Conditions& conditions) {
    const auto there = ical::zonesUsed(model);
    const auto used = ical::zonesUsed(object);
    std::map<std::string, std::string> renamed;
    auto zonesModel = zonesOf(model, conditions);
    auto zonesObject = zonesOf(object, conditions);
    for (const auto& tzid : used) {
        if (std::find(there.begin(), there.end(), tzid) != there.end()) continue;
        const auto name = zonesObject.nameOf(tzid);
        const auto same = std::find_if(there.begin(), there.end(), [&](const std::string& each) {
            return !name.empty() && zonesModel.nameOf(each) == name;
        });
        if (same != there.end()) renamed.emplace(tzid, *same);
    }
    return renamed;
}

void setSentBy(Component& event, const std::string& sender, const Conditions& conditions) {
    if (conditions.actor.empty() || conditions.people.same(conditions.actor, sender)) return;
    for (auto& property : event.properties()) {
        const bool address = property.is("ORGANIZER") || property.is("ATTENDEE");
        if (address && conditions.people.same(property.value(), sender))
            property.setParameter("SENT-BY", {conditions.actor});
    }
}

}  // namespace

Agent agentOf(const ContentLine& property) {
    const auto agent = property.parameter("SCHEDULE-AGENT").value_or("SERVER");
    if (equal(agent, "CLIENT")) return Agent::Client;
    return equal(agent, "NONE") ? Agent::None : Agent::Server;
}

const ContentLine* findAttendee(const Component& event, std::string_view person, const AddressBook& people) {
    const auto& properties = event.properties();
    const auto found = std::find_if(properties.begin(), properties.end(), [&](const ContentLine& property) {
        return property.is("ATTENDEE") && people.personOf(property.value()) == person;
    });
    return found == properties.end() ? nullptr : &*found;
}

ContentLine* findAttendee(Component& event, std::string_view person, const AddressBook& people) {
    const auto* found = findAttendee(std::as_const(event), person, people);
    return found == nullptr ? nullptr : event.find(found->id());
}

std::string participationOf(const ContentLine& attendee) {
    return formats::lines::upper(attendee.parameter("PARTSTAT").value_or("NEEDS-ACTION"));
}

const ContentLine* findOrganizer(const Component& object) {
    for (const auto* event : ical::all(object, "VEVENT")) {
        if (const auto* organizer = event->find("ORGANIZER")) return organizer;
    }
    return nullptr;
}

void removeAlarms(Component& event) {
    for (std::size_t i = event.components().size(); i-- > 0;) {
        if (std::as_const(event).components()[i].is("VALARM")) event.removeComponent(i);
    }
}

void cleanForOthers(Component& object) {
    object.removeAll("METHOD");
    for (auto& component : object.components()) {
        if (component.is("VEVENT")) cleanEvent(component);
    }
}

void keepEvents(Component& object, const std::set<InstanceId>& ids, ical::Zones& zones) {
    const auto index = EventIndex(object, zones);
    for (std::size_t i = object.components().size(); i-- > 0;) {
        const auto id = index.idAt(i);
        if (id && (!ids.contains(*id) || index.find(*id) != i)) object.removeComponent(i);
    }
}

Message makeMessage(Method method, Component calendar, const std::string& sender, const std::string& recipient,
                    const Conditions& conditions) {
    ical::setText(calendar, "METHOD", std::string(nameOf(method)));
    for (auto& component : calendar.components()) {
        if (!component.is("VEVENT")) continue;
        ical::setTime(component, "DTSTAMP", ical::utc(conditions.now));
        setSentBy(component, sender, conditions);
    }
    const auto sequence = sequenceOf(calendar);
    Message message{.method = method,
                    .sender = sender,
                    .sentBy = conditions.people.same(conditions.actor, sender) ? "" : conditions.actor,
                    .recipient = recipient,
                    .sequence = sequence,
                    .stamp = conditions.now,
                    .calendar = std::move(calendar)};
    auto zones = zonesOf(message.calendar, conditions);
    const EventIndex index(message.calendar, zones);
    for (const auto& [id, place] : index.events) {
        if (message.uid.empty()) message.uid = ical::text(message.calendar.components()[place], "UID").value_or("");
        if (!index.events.contains("")) message.instances.push_back(id);
    }
    return message;
}

std::vector<Change> changesBetween(const InstanceId& id, const Component& before, const Component& after) {
    const auto names = differences(before, after);
    std::vector<Change> changes;
    for (const auto name : kTold) {
        if (!names.contains(std::string(name))) continue;
        changes.push_back({.property = std::string(name),
                           .instance = id,
                           .before = wordsOf(before, name),
                           .after = wordsOf(after, name)});
    }
    return changes;
}

std::chrono::sys_seconds stampOfEvent(const Component& event, ical::Zones& zones) {
    const auto stamp = ical::time(event, "DTSTAMP");
    return stamp ? zones.instantOf(*stamp) : std::chrono::sys_seconds{};
}

std::chrono::sys_seconds stampOf(const Component& object, ical::Zones& zones) {
    std::chrono::sys_seconds latest{};
    for (const auto* event : ical::all(object, "VEVENT")) latest = std::max(latest, stampOfEvent(*event, zones));
    return latest;
}

void putParameter(ContentLine& property, std::string_view name, const std::string& value) {
    if (property.parameter(name).value_or("") == value) return;
    property.setParameter(name, value.empty() ? std::vector<std::string>{} : std::vector{value});
}

void copyProperty(Component& event, const Component& from, std::string_view name) {
    const auto* wanted = from.find(name);
    if (wanted == nullptr) return event.removeAll(name);
    auto* line = event.find(name);
    if (line == nullptr) {
        event.add(*wanted);
        return;
    }
    if (meaning(*line) == meaning(*wanted)) return;
    line->setParameters(wanted->parameters());
    line->setValue(wanted->value());
}

Component withZonesOf(const Component& model, Component object, const Conditions& conditions) {
    const auto renamed = renamedZones(model, object, conditions);
    if (renamed.empty()) return object;
    const auto nameOf = [&](std::string_view tzid) {
        const auto found = renamed.find(std::string(tzid));
        return found == renamed.end() ? std::string() : found->second;
    };
    for (auto& component : object.components()) {
        for (auto& property : component.properties()) {
            const auto tzid = std::string(property.parameter("TZID").value_or(""));
            if (const auto name = nameOf(tzid); !name.empty()) property.setParameter("TZID", {name});
        }
        auto* id = component.is("VTIMEZONE") ? component.find("TZID") : nullptr;
        const auto name = id == nullptr ? std::string() : nameOf(id->value());
        if (!name.empty()) id->setValue(name);
    }
    return object;
}

ical::Zones zonesOf(const Component& calendar, const Conditions& conditions) {
    return {conditions.times.find, conditions.times.userZone(), &calendar};
}

}  // namespace groupware::calendar::scheduling
