#pragma once

#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/proposed_time.h"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace groupware::formats::ical {

/// ATTENDEE or ORGANIZER. RFC 5545 sections 3.8.4.1 and 3.8.4.3; defaults of the parameters by section 3.2. Words are
/// capitals.
struct Person {
    std::string uri{};                     ///< mostly "mailto:..."
    std::string name{};                    ///< CN
    std::string type = "INDIVIDUAL";       ///< CUTYPE
    std::string role = "REQ-PARTICIPANT";  ///< ROLE
    std::string status = "NEEDS-ACTION";   ///< PARTSTAT
    bool rsvp = false;
    std::string sentBy{};                ///< SENT-BY, a URI
    std::vector<std::string> members{};  ///< MEMBER: URIs of groups
    std::string comment{};  ///< with the answer: X-RESPONSE-COMMENT, a word of Google's that iCalendar lacks
    /// Only read: setAttendees() leaves it as it is, and it makes nobody different.
    std::optional<ProposedTime> proposed{};
    PropertyId origin = 0;  ///< the property it was read from; 0 for a new one. Leave it alone

    /// The address of a "mailto:", in small letters; empty for other URIs.
    [[nodiscard]] std::string address() const;

    /// Whatever they were read from.
    [[nodiscard]] friend bool operator==(const Person& a, const Person& b) {
        const auto all = [](const Person& p) {
            return std::tie(p.uri, p.name, p.type, p.role, p.status, p.rsvp, p.sentBy, p.members, p.comment);
        };
        return all(a) == all(b);
    }
};

[[nodiscard]] std::vector<Person> attendees(const Component& component);
/// Get the list, change it, set it again: attendees who stay the same keep their octets, also parameters that Person
/// does not have, and those who are missing are removed.
void setAttendees(Component& component, const std::vector<Person>& people);

[[nodiscard]] std::optional<Person> organizer(const Component& component);
/// Role, status and type are not written: organizers have none.
void setOrganizer(Component& component, const std::optional<Person>& person);

}  // namespace groupware::formats::ical
