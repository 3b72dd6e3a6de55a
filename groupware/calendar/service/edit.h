#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/caller.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/exceptions.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/folders/folder.h"
#include "groupware/formats/ical/calendar.h"

#include <optional>
#include <string>
#include <string_view>

/// A change of a calendar object on its way into the database. What the use cases share; internal to service/.
namespace groupware::calendar {

/// Who writes, when, and within which bounds. Made once for a call, before its transaction.
struct Writing {
    const CalendarService::Parts& parts;
    const Caller& caller;
    const WriteOptions& options;
    Limits limits{};
    EditContext edit{};

    Writing(const CalendarService::Parts& with, const Caller& who, const WriteOptions& how);

    /// The zones of an object, floating times being the caller's.
    [[nodiscard]] ical::Zones zonesOf(const ical::Component& calendar) const;
};

/// A calendar object of one calendar user: what it was and what it is to be.
struct Edit {
    std::optional<CalendarObject> stored{};   ///< nothing: it is new
    std::optional<ical::Component> before{};  ///< of its text
    CalendarObject object{};                  ///< its owner, folder and name as they are to be
    std::optional<ical::Component> after{};   ///< nothing: it goes
    bool files = false;                       ///< what hangs on it changes, too
};

/// For uids and resource names: 32 hex digits in groups.
[[nodiscard]] std::string newUid();

/// Of an object that was found: nothing changes yet.
[[nodiscard]] Edit editOf(const AccessibleObject& found);
/// A new object, made by the caller.
[[nodiscard]] Edit newEdit(const Writing& writing, const folders::Folder& folder, ical::Component calendar,
                           std::string uid, std::string name = {});

/// The fields that a reference names, of all of an object or of one instance.
/// @throws Error NotFound for an instance that there is not
[[nodiscard]] EventFields fieldsOf(const Writing& writing, const ical::Component& calendar,
                                   const std::string& recurrenceId);
/// Makes them say `wanted`.
/// @throws Error BadRequest, TooLarge for what makes no sense or is too much
void putFields(const Writing& writing, ical::Component& calendar, EventFields wanted);

/// Stores it, with what follows for others.
/// @param schedule  false: nobody else hears of it
EditedObject store(dbpool::WriteTransaction& tx, const Writing& writing, const Edit& edit, bool schedule = true);

/// fieldsOf(), change.fields, people (invitees.h) and putFields(): what a client wants different.
/// @throws Error also Forbidden
void change(dbpool::WriteTransaction& tx, const Writing& writing, Edit& edit, const std::string& recurrenceId,
            const EventChange& change);

}  // namespace groupware::calendar
