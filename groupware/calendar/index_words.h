#pragma once

#include "groupware/calendar/index.h"
#include "groupware/formats/ical/people.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

/// Parts of indexObject(). Internal.
namespace groupware::calendar {

/// What a VEVENT says besides its times.
void indexWords(const formats::ical::Component& event, const std::set<std::string>& addresses, IndexedEvent& into);

/// Whether nobody but the organizer is left; not if there is nobody else.
[[nodiscard]] bool allOthersDeclined(const std::optional<formats::ical::Person>& organizer,
                                     const std::vector<formats::ical::Person>& attendees);

/// What somebody is in the scheduling of an object with these VEVENTs. RFC 6638 section 3.2.
[[nodiscard]] Role roleIn(const std::vector<const formats::ical::Component*>& events,
                          const std::set<std::string>& addresses);

/// The first characters of a text.
[[nodiscard]] std::string cutTo(std::size_t characters, std::string text);

}  // namespace groupware::calendar
