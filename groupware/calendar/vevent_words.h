#pragma once

#include "groupware/calendar/event.h"
#include "groupware/formats/ical/calendar.h"

#include <algorithm>
#include <string_view>
#include <vector>

/// Parts of vevent.h. Internal to calendar.
namespace groupware::calendar {

inline constexpr std::string_view kProduct = "-//Yoke//Calendar//EN";

/// DESCRIPTION as HTML, in a word of Outlook's.
inline constexpr std::string_view kHtmlDescription = "X-ALT-DESC";

/// MODIFY: the organizer lets attendees change the event, as Open-Xchange's `attendeePrivileges` says.
inline constexpr std::string_view kAttendeePrivileges = "X-ATTENDEE-PRIVILEGES";

/// Properties without a member of EventFields.
[[nodiscard]] std::vector<ExtendedProperty> extendedOf(const ical::Component& event);
/// A property that only gets another value stays in its place.
void putExtended(ical::Component& event, const std::vector<ExtendedProperty>& wanted);

[[nodiscard]] std::vector<Conference> conferencesOf(const ical::Component& event);
void putConferences(ical::Component& event, const std::vector<Conference>& wanted);

/// RDATE; of periods their starts.
[[nodiscard]] std::vector<ical::TimeValue> additionsOf(const ical::Component& event);
/// EXDATE and RDATE. Times that stay keep their lines, and periods their ends.
void putTimes(ical::Component& event, std::string_view name, const std::vector<ical::TimeValue>& wanted);

/// Gives items without origin that of the first item, not taken by another, that is the same.
template <typename Item, typename Same>
void adopt(std::vector<Item>& wanted, const std::vector<Item>& have, const Same& same) {
    for (auto& item : wanted) {
        if (item.origin != 0) continue;
        for (const auto& known : have) {
            const auto taken = [&](const Item& other) { return other.origin == known.origin; };
            if (!same(item, known) || std::any_of(wanted.begin(), wanted.end(), taken)) continue;
            item.origin = known.origin;
            break;
        }
    }
}

}  // namespace groupware::calendar
