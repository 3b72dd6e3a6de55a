#include "groupware/calendar/service/own_alarms.h"

#include "groupware/base/error.h"
#include "groupware/calendar/personal_alarms.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/service/alarm_rows.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/store/object_writer.h"
#include "groupware/calendar/store/personal_store.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/sync/change.h"

#include <functional>

namespace groupware::calendar {
namespace {

void requireVisible(const Caller& caller, const AccessibleObject& found) {
    if (!isHidden(caller, found.object, found.calendar)) return;
    throw Error(ErrorCode::Forbidden, "private event " + std::to_string(found.object.id.value),
                "This event is private.");
}

/// Clients of that user hear of what is his by the object and its folder.
Effects put(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found,
            const std::function<void(Personal&)>& change) {
    const auto user = writing.caller.user;
    auto personal = PersonalReader(tx).find(user, {&found.object.id.value, 1})[found.object.id];
    change(personal);
    PersonalWriter(tx).set(found.object.id, user, personal);
    AlarmRows(tx, writing.edit.times, user, indexBounds(writing.limits), writing.edit.now)
        .store(found.object, found.calendar, user, personal);
    ObjectWriter(tx).touch({&found.object.id.value, 1});
    folders::touchContent(tx, found.object.folder);
    tx.record(sync::change(sync::Kind::Event, sync::Verb::Changed, found.object.folder, found.object.id.value));
    return {.object = found.object.id,
            .folder = found.object.folder,
            .left = found.object.folder,
            .uid = found.object.uid,
            .updated = {""}};
}

/// Alarms alone are checked as those of an event are.
std::vector<Alarm> checked(const Writing& writing, const AccessibleObject& found, const std::vector<Alarm>& alarms) {
    const auto before = eventFields(found.calendar, writing.edit.times);
    auto fields = before;
    fields.alarms = alarms;
    auto zones = writing.zonesOf(found.calendar);
    settle(fields, zones);
    requireValidChange(before, fields, writing.limits, zones);
    return fields.alarms;
}

}  // namespace

void putOwnAlarms(const Writing& writing, ical::Component& calendar, const std::string& recurrenceId,
                  const std::vector<Alarm>& alarms) {
    auto fields = fieldsOf(writing, calendar, recurrenceId);
    fields.alarms = alarms;
    putFields(writing, calendar, std::move(fields));
}

Effects putForeign(dbpool::WriteTransaction& tx, const Writing& writing, const AccessibleObject& found,
                   const ForeignChange& change) {
    requireVisible(writing.caller, found);
    return put(tx, writing, found, [&](Personal& personal) {
        if (change.alarms) personal.alarms = personalAlarmsText(checked(writing, found, *change.alarms));
        if (change.transparent) personal.transparent = change.transparent;
    });
}

}  // namespace groupware::calendar
