#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/caller.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/stored_text.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/formats/ical/calendar.h"

#include <optional>
#include <string>

/// What a caller may change, and as whom. Internal to service/.
namespace groupware::calendar {

/// A calendar object, where it is and what the caller may do there.
struct AccessibleObject {
    CalendarObject object{};
    folders::AccessibleFolder place{};
    formats::ical::Component calendar;  ///< of its text
    /// The instance that a reference names, as clients write it (exceptions.h); empty: all of the object.
    std::string recurrenceId{};
};

/// @throws Error NotFound: the answer for what is not there and for what is hidden
[[noreturn]] void throwNoEvent(EventId event);

/// What the id of a reference names, whatever its folder.
struct NamedObject {
    std::optional<CalendarObject> object{};  ///< nothing: there is none
    std::string recurrenceId{};              ///< as AccessibleObject::recurrenceId
};
[[nodiscard]] NamedObject findAnywhere(dbpool::ReadSession& session, const EventRef& ref);

/// What the reference names. The caller may see that it is there; what he may do with it is for the functions below.
/// Three statements; for the id of a changed instance five.
/// @throws Error NotFound
[[nodiscard]] AccessibleObject findObject(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                          const Caller& caller, const EventRef& ref);

/// The same for who wants to take it out of its folder, for which he need not read it.
[[nodiscard]] AccessibleObject findRemovable(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                             const Caller& caller, const EventRef& ref);

/// Whose folder it is: calendars of public folders are their own.
[[nodiscard]] CalendarUser ownerOf(const folders::Folder& folder);

/// What is private in somebody else's calendar is for him, and for who made it. RFC 5545 section 3.8.1.3.
[[nodiscard]] bool isHidden(const Caller& caller, const CalendarObject& object,
                            const formats::ical::Component& calendar);

/// @throws Error Forbidden if the caller may not change it
void requireWritable(const Caller& caller, const AccessibleObject& found);
/// @throws Error Forbidden if the caller may not take it out of its folder
void requireRemovable(const Caller& caller, const AccessibleObject& found);
/// Meetings are of people with addresses here: guests change what concerns nobody else.
/// @throws Error Forbidden
void requireNoGuest(const Caller& caller);

}  // namespace groupware::calendar
