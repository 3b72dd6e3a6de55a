#include "groupware/base/error.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/service/conflicts.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"
#include "groupware/calendar/service/invitees.h"
#include "groupware/calendar/vevent.h"

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
            if (wanted.organizer) edit.object.role = Role::Organizer;
            putFields(writing, *edit.after, std::move(wanted));
        }
        conflicts = conflictsOf(tx, writing, edit);
        if (!conflicts.empty()) return;
        effects.push_back(effectsOf(writing, edit, store(tx, writing, edit)));
    });
    auto result = resultOf(writing, effects, committed);
    result.conflicts = std::move(conflicts);
    return result;
}

}  // namespace groupware::calendar
