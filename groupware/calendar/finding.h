#pragma once

#include "groupware/calendar/calendar_user.h"
#include "groupware/calendar/event.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace groupware::calendar {

/// What may be wrong with a stored calendar.
enum class FindingKind : std::uint8_t {
    Unreadable,   ///< the text of an object is no calendar object
    Uid,          ///< the text has another UID than the row
    Duplicate,    ///< and its owner has another object of that UID
    Role,         ///< the owner's role is not what the text says
    Index,        ///< rows of the index are not what the text says
    Owner,        ///< the owner is gone
    Folder,       ///< the folder is gone, or not the owner's
    Copy,         ///< an attendee's copy does not say what the organizer's says
    Missing,      ///< an attendee has no copy
    Alone,        ///< an attendee's copy without the organizer's
    Alarm,        ///< when alarms ring next is not what the text says
    Attachments,  ///< there are not as many files as the object says
    StrayIndex,   ///< rows of the index without object
    Personal,     ///< what a user has of his own of an object that is gone, or the user is
    Reminder,     ///< a reminder of an object that is gone
    StrayAlarm,   ///< when an alarm rings, but object or user is gone
    Outbox        ///< an invitation that waits to be sent, to an object that is gone
};

/// "unreadable", "uid", ...: as tools print it.
[[nodiscard]] std::string_view wordOf(FindingKind kind) noexcept;

struct CalendarFinding {
    FindingKind kind = FindingKind::Index;
    EventId object{};      ///< 0: none
    CalendarUser owner{};  ///< of the object; of Missing: who has none
    std::string detail{};  ///< one sentence, with ids but no titles or addresses
    bool repairable = true;
};

}  // namespace groupware::calendar
