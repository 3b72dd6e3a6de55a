#pragma once

#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/formats/ical/time_context.h"

#include <chrono>
#include <string>

namespace groupware::calendar::scheduling {

/// What the rules need to know besides calendar objects.
struct Conditions {
    const AddressBook& people;
    formats::ical::TimeContext times{};
    std::chrono::sys_seconds now{};  ///< becomes DTSTAMP
    std::string actor{};  ///< URI of who makes the change if he acts on behalf of the calendar user; becomes SENT-BY
};

}  // namespace groupware::calendar::scheduling
