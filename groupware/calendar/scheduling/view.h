#pragma once

#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/instances.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

/// attendeeView() in two steps: most attendees of a meeting see the same. Internal to scheduling.
namespace groupware::calendar::scheduling {

/// The VEVENTs in which a calendar user takes part.
[[nodiscard]] std::set<InstanceId> attendedBy(const ical::Component& object, std::string_view person,
                                              ical::Zones& zones, const AddressBook& people);

/// attendedBy() of everybody, by AddressBook::personOf().
[[nodiscard]] std::map<std::string, std::set<InstanceId>> attendance(const ical::Component& object, ical::Zones& zones,
                                                                     const AddressBook& people);

/// What who attends those may see; nothing for none.
[[nodiscard]] std::optional<ical::Component> viewOf(const ical::Component& object, const std::set<InstanceId>& attended,
                                                    ical::Zones& zones);

}  // namespace groupware::calendar::scheduling
