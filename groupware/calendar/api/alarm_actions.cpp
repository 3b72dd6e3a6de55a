#include "groupware/calendar/api/alarm_actions.h"

#include "groupware/calendar/api/alarm_wire.h"
#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/api/wire.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <string_view>

namespace groupware::calendar::api {
namespace {

constexpr auto kModule = "chronos/alarm";
constexpr auto kAccess = "calendar";

/// The parameter `actions`; empty: all of them.
std::set<std::string> actionsOf(const engine::Call& call) {
    std::set<std::string> actions;
    const auto parameter = call.parameter("actions").value_or("");
    for (std::string_view text = parameter; !text.empty();) {
        const auto end = std::min(text.find(','), text.size());
        actions.insert(formats::lines::upper(formats::lines::trimmed(text.substr(0, end))));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return actions;
}

json::Object::Ptr triggerJson(const PendingAlarm& alarm) {
    auto object = json::makeObject();
    object->set("eventId", std::to_string(alarm.event.id.value));
    object->set("folder", std::to_string(alarm.event.folder.value));
    if (!alarm.instance.empty()) object->set("recurrenceId", alarm.instance);
    object->set("alarmId", alarm.alarm);
    object->set("action", alarm.action);
    object->set("time", ical::write(ical::utc(std::chrono::floor<std::chrono::seconds>(alarm.rings))));
    return object;
}

}  // namespace

engine::Result PendingAlarmsAction::handle(const Caller& caller, const engine::Call& call) {
    const auto actions = actionsOf(call);
    const auto pending = alarms_.pending(caller, requireUtc(call, "rangeEnd"));
    auto list = json::makeArray();
    for (const auto& alarm : pending.alarms) {
        if (actions.empty() || actions.contains(alarm.action)) list->add(triggerJson(alarm));
    }
    engine::Result answer;
    answer.data = list;
    answer.timestamp = pending.timestamp;
    return answer;
}

engine::Result AcknowledgeAlarm::handle(const Caller& caller, const engine::Call& call) {
    const auto event = eventRefOf(call);
    const WriteCall asked(call, false);
    const auto alarm = call.requireInteger("alarmId");
    return results_.answer(caller, asked, alarms_.acknowledge(caller, event, alarm, asked.options()));
}

engine::Result SnoozeAlarm::handle(const Caller& caller, const engine::Call& call) {
    const auto event = eventRefOf(call);
    const WriteCall asked(call, false);
    const auto alarm = call.requireInteger("alarmId");
    const std::chrono::milliseconds pause(call.requireInteger("snoozeTime"));
    if (pause <= std::chrono::milliseconds(0) || pause > std::chrono::days(366))
        throw Error(ErrorCode::BadRequest, "impossible snoozeTime",
                    "'snoozeTime' is a number of milliseconds, at most a year.");
    return results_.answer(caller, asked, alarms_.snooze(caller, event, alarm, clock_.now() + pause, asked.options()));
}

engine::Result UpdateAlarms::handle(const Caller& caller, const engine::Call& call) {
    const auto event = eventRefOf(call);
    const WriteCall asked(call, true);
    const auto list = json::requireArray(call.json(), "the list of alarms");
    const auto before = queries_.get(caller, event);
    const auto alarms = alarmsOf(*list, before.fields ? before.fields->alarms : std::vector<Alarm>{});
    return results_.answer(caller, asked, service_.setAlarms(caller, event, alarms, asked.options()));
}

void AlarmActions::addTo(engine::Registry& registry) {
    const auto& errors = calendarErrors();
    registry.add(kModule, "pending", pending_, errors, {engine::Needs::AnyServer, kAccess});
    registry.add(kModule, "ack", acknowledge_, errors, {engine::Needs::Master, kAccess});
    registry.add(kModule, "snooze", snooze_, errors, {engine::Needs::Master, kAccess});
    registry.add(kModule, "updateAlarms", update_, errors, {engine::Needs::Master, kAccess});
}

}  // namespace groupware::calendar::api
