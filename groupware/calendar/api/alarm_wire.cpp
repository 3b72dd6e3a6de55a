#include "groupware/calendar/api/alarm_wire.h"

#include "groupware/base/error.h"
#include "groupware/calendar/api/people_wire.h"
#include "groupware/formats/ical/duration.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <chrono>
#include <string>

namespace groupware::calendar::api {
namespace {

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

json::Object::Ptr triggerJson(const Alarm& alarm) {
    auto trigger = json::makeObject();
    if (!ical::parseDuration(alarm.trigger)) {
        trigger->set("dateTime", alarm.trigger);
        return trigger;
    }
    trigger->set("duration", alarm.trigger);
    trigger->set("related", std::string(alarm.fromEnd ? "END" : "START"));
    return trigger;
}

void readTrigger(const json::Object& trigger, Alarm& alarm) {
    if (const auto at = json::text(trigger, "dateTime"); at && !at->empty()) {
        const auto time = ical::parseTime(*at);
        if (!time || time->form != ical::TimeValue::Form::Utc) refuse("The dateTime of an alarm must be in UTC.");
        alarm.trigger = *at;
        alarm.fromEnd = false;
        return;
    }
    const auto duration = json::text(trigger, "duration").value_or("");
    if (!ical::parseDuration(duration)) refuse("An alarm needs a trigger with a duration like -PT15M or a dateTime.");
    alarm.trigger = duration;
    const auto related = formats::lines::upper(std::string_view(json::text(trigger, "related").value_or("START")));
    if (related != "START" && related != "END") refuse("'related' must be START or END.");
    alarm.fromEnd = related == "END";
}

Alarm alarmOf(const json::Object& object, const std::vector<Alarm>& before) {
    const auto uid = json::text(object, "uid").value_or("");
    const auto id = json::integer(object, "id").value_or(0);
    const auto known = std::find_if(before.begin(), before.end(), [&](const Alarm& each) {
        return uid.empty() ? id > 0 && static_cast<std::int64_t>(each.origin) == id : each.uid == uid;
    });
    Alarm alarm = known == before.end() ? Alarm{.uid = uid} : *known;
    if (const auto action = json::text(object, "action"))
        alarm.action = formats::lines::upper(std::string_view(*action));
    if (const auto trigger = json::object(object, "trigger")) readTrigger(*trigger, alarm);
    if (alarm.trigger.empty()) refuse("An alarm needs a trigger.");
    if (object.has("summary")) alarm.summary = json::text(object, "summary").value_or("");
    if (object.has("description")) alarm.description = json::text(object, "description").value_or("");
    if (const auto list = json::array(object, "attendees")) alarm.attendees = attendeesOf(*list, alarm.attendees);
    if (!object.has("acknowledged")) return alarm;
    alarm.acknowledged.reset();
    if (const auto at = json::integer(object, "acknowledged"))
        alarm.acknowledged = Instant(std::chrono::milliseconds(*at));
    return alarm;
}

}  // namespace

json::Object::Ptr alarmJson(const Alarm& alarm) {
    auto object = json::makeObject();
    if (alarm.origin > 0) object->set("id", static_cast<std::int64_t>(alarm.origin));
    if (!alarm.uid.empty()) object->set("uid", alarm.uid);
    object->set("action", alarm.action);
    object->set("trigger", triggerJson(alarm));
    if (!alarm.summary.empty()) object->set("summary", alarm.summary);
    if (!alarm.description.empty()) object->set("description", alarm.description);
    if (alarm.acknowledged) object->set("acknowledged", std::int64_t{alarm.acknowledged->time_since_epoch().count()});
    if (alarm.attendees.empty()) return object;
    auto attendees = json::makeArray();
    const Directory nobody;
    for (const auto& attendee : alarm.attendees) attendees->add(attendeeJson(attendee, {.directory = nobody}));
    object->set("attendees", attendees);
    return object;
}

json::Array::Ptr alarmsJson(const std::vector<Alarm>& alarms) {
    auto list = json::makeArray();
    for (const Alarm& alarm : alarms) list->add(alarmJson(alarm));
    return list;
}

std::vector<Alarm> alarmsOf(const json::Array& list, const std::vector<Alarm>& before) {
    std::vector<Alarm> alarms;
    alarms.reserve(list.size());
    for (const auto& element : list) alarms.push_back(alarmOf(*json::requireObject(element, "an alarm"), before));
    return alarms;
}

}  // namespace groupware::calendar::api
