#include "groupware/calendar/service/edit.h"

#include "groupware/base/crypto.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/service/invitees.h"

#include <utility>

namespace groupware::calendar {

Writing::Writing(const CalendarService::Parts& with, const Caller& who, const WriteOptions& how)
    : parts(with), caller(who), options(how), limits(with.queries.limits()) {
    edit = {.times = {.find = parts.find, .zone = caller.timeZone},
            .bounds = {.occurrences = limits.occurrences, .steps = limits.recurrenceSteps},
            .now = parts.clock.now()};
}

ical::Zones Writing::zonesOf(const ical::Component& calendar) const {
    return {edit.times.find, edit.times.userZone(), &calendar};
}

std::string newUid() {
    constexpr std::size_t kOctets = 16;
    std::string uid = crypto::toHex(crypto::randomBytes(kOctets));
    for (const std::size_t at : {8U, 13U, 18U, 23U}) uid.insert(at, "-");
    return uid;
}

Edit editOf(const AccessibleObject& found) {
    return {.stored = found.object, .before = found.calendar, .object = found.object, .after = found.calendar};
}

Edit newEdit(const Writing& writing, const folders::Folder& folder, ical::Component calendar, std::string uid,
             std::string name) {
    return {.object = {.owner = ownerOf(folder),
                       .folder = folder.id,
                       .name = name.empty() ? newUid() + ".ics" : std::move(name),
                       .uid = std::move(uid),
                       .createdBy = writing.caller.user,
                       .createdAt = writing.edit.now,
                       .changedBy = writing.caller.user},
            .after = std::move(calendar)};
}

EditedObject store(dbpool::WriteTransaction& tx, const Writing& writing, const Edit& edit, bool schedule) {
    return writing.parts.scheduling.store(tx, writing.caller,
                                          {.before = edit.stored,
                                           .object = edit.object,
                                           .calendar = edit.after,
                                           .files = edit.files,
                                           .schedule = schedule,
                                           .notify = writing.options.notify,
                                           .comment = writing.options.comment});
}

EventFields fieldsOf(const Writing& writing, const ical::Component& calendar, const std::string& recurrenceId) {
    if (recurrenceId.empty()) return eventFields(calendar, writing.edit.times);
    return instanceFields(calendar, recurrenceIdOf(calendar, recurrenceId, writing.edit), writing.edit);
}

void putFields(const Writing& writing, ical::Component& calendar, EventFields wanted) {
    auto zones = writing.zonesOf(calendar);
    const auto before = wanted.recurrenceId ? instanceFields(calendar, *wanted.recurrenceId, writing.edit)
                                            : eventFields(calendar, writing.edit.times);
    settle(wanted, zones);
    requireValidChange(before, wanted, writing.limits, zones);
    if (wanted.recurrenceId) {
        changeInstance(calendar, wanted, writing.edit);
    } else {
        changeEvent(calendar, wanted, writing.edit);
    }
}

void change(dbpool::WriteTransaction& tx, const Writing& writing, Edit& edit, const std::string& recurrenceId,
            const EventChange& change) {
    if (!change.fields) return;
    const auto before = fieldsOf(writing, *edit.after, recurrenceId);
    auto wanted = before;
    change.fields(wanted);
    // Written once, or by the rules of scheduling.
    wanted.uid = before.uid;
    wanted.recurrenceId = before.recurrenceId;
    wanted.sequence = before.sequence;
    wanted.created = before.created;
    settlePeople(tx, writing, edit, before, wanted);
    putFields(writing, *edit.after, std::move(wanted));
}

}  // namespace groupware::calendar
