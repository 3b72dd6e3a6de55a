#include "groupware/base/error.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/service/attendee_change.h"
#include "groupware/calendar/service/conflicts.h"
#include "groupware/calendar/service/edit.h"
#include "groupware/calendar/service/effects.h"
#include "groupware/calendar/service/meeting_files.h"
#include "groupware/calendar/service/move_event.h"
#include "groupware/calendar/store/object_reader.h"

#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

/// The edits that a change is made of: one, or two if it divides a series.
struct Plan {
    Edit first;
    std::optional<Edit> future{};
    std::string recurrenceId{};  ///< of the instance that it is about; empty: all of the object
};

void requireOrganizer(const CalendarObject& object, const char* text) {
    if (object.role != Role::Attendee) return;
    throw Error(ErrorCode::Forbidden, "attendee's copy " + std::to_string(object.id.value) + ": " + text, text);
}

/// "This and all that follow": what comes before stays, the rest is a series of its own.
Plan planFuture(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found,
                const EventChange& wanted) {
    requireOrganizer(found.object, "Only the organizer can divide a series.");
    Plan plan{.first = editOf(found)};
    const auto id = recurrenceIdOf(found.calendar, found.recurrenceId, writing.edit);
    const auto uid = newUid();
    auto parts = split(found.calendar, id, uid, writing.edit);
    if (!parts) {
        change(tx, writing, plan.first, {}, wanted);
        plan.first.files = changesFiles(tx, found.object, wanted.files);
        return plan;
    }
    plan.first.after = std::move(parts->past);
    plan.future = newEdit(writing, found.place.folder, std::move(parts->future), uid);
    plan.future->object.role = found.object.role;  // of who brought the series into its folder
    change(tx, writing, *plan.future, {}, wanted);
    return plan;
}

Plan planChange(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found,
                const EventChange& wanted) {
    Plan plan{.first = editOf(found), .recurrenceId = found.recurrenceId};
    if (wanted.folder && *wanted.folder != found.object.folder) move(tx, writing, found, *wanted.folder, plan.first);
    change(tx, writing, plan.first, found.recurrenceId, wanted);
    plan.first.files = changesFiles(tx, found.object, wanted.files);
    return plan;
}

/// The change of an attendee who may change the event itself: of the organizer's copy, which his own follows, and of
/// what is his.
/// @return what happened to his copy; nothing if somebody is busy, see `conflicts`
std::optional<Effects> changeForAll(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found,
                                    const AttendeeChange& wanted, std::vector<Conflict>& conflicts) {
    const Plan plan = planChange(tx, writing, wanted.organizers, wanted.shared);
    conflicts = conflictsOf(tx, writing, plan.first);
    if (!conflicts.empty()) return std::nullopt;
    auto stored = store(tx, writing, plan.first);
    changeFiles(tx, writing.caller, stored.object, wanted.shared.files);
    const std::size_t mails = stored.mails;
    auto object = ObjectReader(tx).find(found.object.id);
    if (!object) throwNoEvent(found.object.id);  // he took himself out
    auto calendar = parseStored(object->text);
    const AccessibleObject now{.object = *std::move(object),
                               .place = found.place,
                               .calendar = std::move(calendar),
                               .recurrenceId = found.recurrenceId};
    Edit own = editOf(now);
    change(tx, writing, own, now.recurrenceId, wanted.own);
    stored = {.object = now.object, .changed = true};
    if (own.after->text() != now.object.text) {
        stored = store(tx, writing, own);
        stored.changed = true;
    }
    stored.mails += mails;
    Edit all = editOf(found);
    return effectsOf(writing, all, stored);
}

/// Stores what is planned. The files of a series stay with both of its parts; what is changed of them is the second's.
std::vector<Effects> carryOut(dbpool::WriteTransaction& tx, const Writing& writing, const Plan& plan,
                              const FileChange& files) {
    std::vector<Effects> effects;
    const auto first = store(tx, writing, plan.first);
    effects.push_back(effectsOf(writing, plan.first, first));
    if (!plan.future) {
        const bool changed = changeFiles(tx, writing.caller, first.object, files);
        auto& updated = effects.back().updated;
        if (changed && updated.empty()) updated.push_back(plan.recurrenceId);
        return effects;
    }
    const auto future = store(tx, writing, *plan.future);
    changeFiles(tx, writing.caller, future.object, files, &first.object);
    effects.push_back(effectsOf(writing, *plan.future, future));
    return effects;
}

bool dividesSeries(const Writing& writing, const AccessibleObject& found) {
    return writing.options.scope == Scope::ThisAndFuture && !found.recurrenceId.empty();
}

}  // namespace

WriteResult CalendarService::update(const Caller& caller, const EventRef& event, const EventChange& change,
                                    const WriteOptions& options) const {
    const Writing writing(parts_, caller, options);
    std::vector<Conflict> conflicts;
    std::vector<Effects> effects;
    const auto committed = parts_.database.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        effects.clear();
        const auto found = findObject(tx, parts_.access, caller, event);
        requireWritable(caller, found);
        requireUnchanged(found.object, options.lastSeen);
        if (found.object.role != Role::None) requireNoGuest(caller);
        const bool whole = !change.folder && !dividesSeries(writing, found);
        if (const auto forAll = whole ? attendeeChangeOf(tx, writing, found, change) : std::nullopt) {
            if (auto changed = changeForAll(tx, writing, found, *forAll, conflicts)) effects.push_back(*changed);
            return;
        }
        const Plan plan = dividesSeries(writing, found) ? planFuture(tx, writing, found, change)
                                                        : planChange(tx, writing, found, change);
        conflicts = conflictsOf(tx, writing, plan.future ? *plan.future : plan.first);
        if (!conflicts.empty()) return;
        effects = carryOut(tx, writing, plan, change.files);
    });
    auto result = resultOf(writing, effects, committed);
    result.conflicts = std::move(conflicts);
    return result;
}

}  // namespace groupware::calendar
