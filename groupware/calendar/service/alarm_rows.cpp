#include "groupware/calendar/service/alarm_rows.h"

#include "groupware/calendar/personal_alarms.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/principals/store/user_store.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>

namespace groupware::calendar {
namespace {

/// Parsing is worth it only then.
bool hasAlarm(const CalendarObject& object) {
    return object.text.find("VALARM") != std::string::npos || object.text.find("valarm") != std::string::npos;
}

bool isFloating(const IndexedObject& index) {
    return std::any_of(index.events.begin(), index.events.end(), [](const auto& event) { return event.floating; });
}

}  // namespace

AlarmContext AlarmRows::contextOf(UserId user, const IndexedObject& index) {
    AlarmContext context{.times = times_, .bounds = bounds_, .now = now_};
    if (!isFloating(index)) return context;
    auto known = zones_.find(user);
    if (known == zones_.end()) {
        const auto found = principals::UserReader(tx_).find(user);
        known = zones_.emplace(user, found ? found->timeZone : times_.zone).first;
    }
    context.times.zone = known->second;
    return context;
}

void AlarmRows::add(std::vector<StoredTrigger>& to, EventId object, UserId user,
                    std::vector<AlarmTrigger> triggers) const {
    for (auto& trigger : triggers) to.push_back({.object = object, .user = user, .trigger = std::move(trigger)});
}

void AlarmRows::store(const std::vector<AlarmedObject>& objects) {
    std::vector<std::int64_t> known;
    for (const auto& each : objects) {
        if (!each.isNew) known.push_back(each.object->id.value);
    }
    auto before = known.empty() ? AlarmReader::Before{} : AlarmReader(tx_).before(known);
    if (!before.alarmed.empty()) AlarmWriter(tx_).remove(before.alarmed);
    std::vector<StoredTrigger> rows;
    for (const auto& [object, index, isNew] : objects) {
        const auto& owner = object->owner;
        if (owner.kind == CalendarUser::Kind::User && hasAlarm(*object)) {
            const UserId user{owner.id};
            add(rows, object->id, user, ownTriggers(parseStored(object->text), *index, contextOf(user, *index)));
        }
        for (const auto& [user, alarms] : before.personal[object->id])
            add(rows, object->id, user, triggersOf(personalAlarms(alarms), *index, contextOf(user, *index)));
    }
    AlarmWriter(tx_).insert(rows);
}

void AlarmRows::store(const CalendarObject& object, const formats::ical::Component& calendar, UserId user,
                      const Personal& personal) {
    AlarmWriter(tx_).remove(object.id, user);
    const auto alarms = personalAlarms(personal.alarms);
    if (alarms.empty()) return;
    const auto index = indexObject(calendar, {}, times_, bounds_);
    std::vector<StoredTrigger> rows;
    add(rows, object.id, user, triggersOf(alarms, index, contextOf(user, index)));
    AlarmWriter(tx_).insert(rows);
}

}  // namespace groupware::calendar
