#include "groupware/calendar/service/attendee_change.h"

#include "groupware/calendar/service/meeting_objects.h"
#include "groupware/calendar/vevent_words.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"

#include <utility>

namespace groupware::calendar {
namespace {

/// What belongs to whoever has a copy, and what only the organizer says.
void keepOwn(EventFields& fields, const EventFields& of) {
    fields.alarms = of.alarms;
    fields.transparent = of.transparent;
    fields.categories = of.categories;
    fields.color = of.color;
    fields.organizer = of.organizer;
    fields.attendeesMayChange = of.attendeesMayChange;
}

/// The series decides, or the event that is no series.
bool letsAttendees(const ical::Component& calendar) {
    const auto* series = findSeries(calendar);
    if (series == nullptr) return false;
    return formats::lines::equal(ical::text(*series, kAttendeePrivileges).value_or(""), "MODIFY");
}

}  // namespace

std::optional<AttendeeChange> attendeeChangeOf(dbpool::WriteTransaction& tx, const Writing& writing,
                                               const AccessibleObject& found, const EventChange& wanted) {
    if (found.object.role != Role::Attendee || !wanted.fields || !letsAttendees(found.calendar)) return std::nullopt;
    const auto before = fieldsOf(writing, found.calendar, found.recurrenceId);
    auto after = before;
    wanted.fields(after);
    keepOwn(after, before);
    const bool files = wanted.files.kept || (wanted.files.added != nullptr && !wanted.files.added->empty());
    if (after == before && !files) return std::nullopt;
    auto organizers = organizersObject(tx, found.object, found.calendar);
    if (!organizers || !letsAttendees(organizers->calendar)) return std::nullopt;
    auto folder = folders::FolderReader(tx).find(organizers->object.folder);
    if (!folder) return std::nullopt;
    AttendeeChange change{.organizers = {.object = std::move(organizers->object),
                                         .place = {.folder = *std::move(folder), .rights = folders::kOwnerRights},
                                         .calendar = std::move(organizers->calendar),
                                         .recurrenceId = found.recurrenceId}};
    change.shared.files = wanted.files;  // of the organizer's object, which everybody's copies follow
    change.shared.fields = [fields = wanted.fields](EventFields& of) {
        const auto kept = of;
        fields(of);
        keepOwn(of, kept);
    };
    change.own.fields = [fields = wanted.fields](EventFields& of) {
        auto said = of;
        fields(said);
        of.alarms = said.alarms;
        of.transparent = said.transparent;
        of.categories = said.categories;
        of.color = said.color;
    };
    return change;
}

}  // namespace groupware::calendar
