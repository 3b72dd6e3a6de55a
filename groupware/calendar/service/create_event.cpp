#include "groupware/base/error.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/service/conflicts.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"
#include "groupware/calendar/service/invitees.h"
#include "groupware/calendar/service/meeting_files.h"
#include "groupware/calendar/vevent.h"

#include <optional>
#include <utility>

namespace groupware::calendar {
namespace {

/// What is to be made, as far as nothing has to be looked up.
struct Draft {
    EventFields fields{};
    ical::Component calendar;
};

Draft draftOf(const Writing& writing, const EventChange& event) {
    EventFields fields;
    event.fields(fields);
    if (fields.uid.empty()) fields.uid = newUid();
    fields.recurrenceId.reset();
    fields.sequence = 0;
    Draft draft{.fields = std::move(fields), .calendar = makeEventCalendar(draft.fields.uid, writing.edit.now)};
    EventFields alone = draft.fields;
    alone.attendees.clear();
    alone.organizer.reset();
    putFields(writing, draft.calendar, std::move(alone));
    return draft;
}

/// The object whose files the new one gets, if it has some.
std::optional<CalendarObject> sourceOfFiles(dbpool::ReadSession& session, const Writing& writing,
                                            const EventChange& event) {
    if (!event.filesOf) return std::nullopt;
    const auto found = findObject(session, writing.parts.access, writing.caller, *event.filesOf);
    if (isHidden(writing.caller, found.object, found.calendar)) return std::nullopt;
    return found.object;
}

}  // namespace

WriteResult CalendarService::create(const Caller& caller, FolderId folder, const EventChange& event,
                                    const WriteOptions& options) const {
    if (!event.fields) throw Error(ErrorCode::BadRequest, "event without fields", "An event needs fields.");
    const Writing writing(parts_, caller, options);
    const Draft draft = draftOf(writing, event);
    std::vector<Conflict> conflicts;
    std::vector<Effects> effects;
    const auto committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        effects.clear();
        const auto place =
            parts_.access.require(tx, caller, folder, folders::Permission::CreateObjects, folders::kCalendarModule);
        Edit edit = newEdit(writing, place.folder, draft.calendar, draft.fields.uid);
        if (!draft.fields.attendees.empty()) {
            EventFields wanted = draft.fields;
            settlePeople(tx, writing, edit, {}, wanted);
            putFields(writing, *edit.after, std::move(wanted));
        }
        conflicts = conflictsOf(tx, writing, edit);
        if (!conflicts.empty()) return;
        const auto stored = store(tx, writing, edit);
        const auto source = sourceOfFiles(tx, writing, event);
        changeFiles(tx, caller, stored.object, event.files, source ? &*source : nullptr);
        effects.push_back(effectsOf(writing, edit, stored));
    });
    auto result = resultOf(writing, effects, committed);
    result.conflicts = std::move(conflicts);
    return result;
}

}  // namespace groupware::calendar
