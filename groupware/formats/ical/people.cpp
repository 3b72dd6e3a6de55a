#include "groupware/formats/ical/people.h"

#include "groupware/formats/ical/origins.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"

namespace groupware::formats::ical {
namespace {

constexpr auto kComment = "X-RESPONSE-COMMENT";

std::vector<std::string> membersOf(const ContentLine& property) {
    const auto values = property.parameterValues("MEMBER");
    return {values.begin(), values.end()};
}

bool isAskedToReply(const ContentLine& property) {
    return lines::equal(property.parameter("RSVP").value_or(""), "TRUE");
}

Person personOf(const ContentLine& property) {
    const Person defaults;
    const auto word = [&](std::string_view name, const std::string& fallback) {
        return lines::upper(property.parameter(name).value_or(fallback));
    };
    return {.uri = property.value(),
            .name = std::string(property.parameter("CN").value_or("")),
            .type = word("CUTYPE", defaults.type),
            .role = word("ROLE", defaults.role),
            .status = word("PARTSTAT", defaults.status),
            .rsvp = isAskedToReply(property),
            .sentBy = std::string(property.parameter("SENT-BY").value_or("")),
            .members = membersOf(property),
            .comment = std::string(property.parameter(kComment).value_or("")),
            .proposed = proposedTime(property),
            .origin = property.id()};
}

void putName(ContentLine& property, std::string_view name, const std::string& text) {
    if (property.parameter(name).value_or("") == text) return;
    property.setParameter(name, text.empty() ? std::vector<std::string>{} : std::vector{text});
}

void putIdentity(ContentLine& property, const Person& person) {
    property.setValue(person.uri);
    putName(property, "CN", person.name);
    putName(property, "SENT-BY", person.sentBy);
}

void putAttendee(ContentLine& property, const Person& person) {
    const Person defaults;
    putIdentity(property, person);
    putParameter(property, "CUTYPE", person.type, defaults.type);
    putParameter(property, "ROLE", person.role, defaults.role);
    putParameter(property, "PARTSTAT", person.status, defaults.status);
    if (isAskedToReply(property) != person.rsvp)
        putParameter(property, "RSVP", person.rsvp ? "TRUE" : "FALSE", "FALSE");
    if (membersOf(property) != person.members) property.setParameter("MEMBER", person.members);
    putName(property, kComment, person.comment);
}

}  // namespace

std::string Person::address() const {
    constexpr std::string_view kScheme = "mailto:";
    const auto text = lines::lower(uri);
    return text.starts_with(kScheme) ? text.substr(kScheme.size()) : std::string();
}

std::vector<Person> attendees(const Component& component) {
    std::vector<Person> people;
    for (const auto& property : component.properties()) {
        if (property.is("ATTENDEE")) people.push_back(personOf(property));
    }
    return people;
}

void setAttendees(Component& component, const std::vector<Person>& people) {
    setItems(component, "ATTENDEE", people, putAttendee);
}

std::optional<Person> organizer(const Component& component) {
    const auto* property = component.find("ORGANIZER");
    return property == nullptr ? std::nullopt : std::optional(personOf(*property));
}

void setOrganizer(Component& component, const std::optional<Person>& person) {
    if (organizer(component) == person) return;
    std::vector<Person> people;
    if (person) people.push_back(*person);
    if (const auto* property = component.find("ORGANIZER"); person && property != nullptr) {
        people.front().origin = property->id();
    }
    setItems(component, "ORGANIZER", people, putIdentity);
}

}  // namespace groupware::formats::ical
