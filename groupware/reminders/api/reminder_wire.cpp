#include "groupware/reminders/api/reminder_wire.h"

#include "groupware/api/coded_error.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace groupware::reminders::api {

namespace json = formats::json;

namespace {

ReminderModule moduleOf(std::string_view text) {
    std::int64_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, number);
    const auto module = failure == std::errc() && rest == end ? reminderModule(number) : std::nullopt;
    if (!module) {
        const std::string message = "The parameter 'modules' must list 1 (appointments) and 4 (tasks).";
        throw groupware::api::CodedError(ErrorCode::BadRequest, groupware::api::kInvalidParameter, message, message);
    }
    return *module;
}

ReminderId reminderId(const json::Value& element) {
    if (element.type() != typeid(json::Object::Ptr)) return {json::integerOf(element, "a reminder's id")};
    const auto id = json::integer(*json::requireObject(element, "a reminder"), "id");
    if (!id) throw Error(ErrorCode::BadRequest, "list element without id", "A reminder of the list has no id.");
    return {*id};
}

}  // namespace

json::Object::Ptr reminderObject(const Reminder& reminder, Instant now, const groupware::api::LocalTime& localTime) {
    const auto time = [&](Instant instant) {
        const std::int64_t utc = instant.time_since_epoch().count();
        return localTime ? localTime(utc) : utc;
    };
    auto object = json::makeObject();
    object->set("id", reminder.id.value);
    object->set("target_id", reminder.target);
    object->set("folder", reminder.folder.value);
    object->set("alarm", time(reminder.alarm));
    object->set("module", static_cast<std::int64_t>(reminder.module));
    object->set("server_time", time(now));
    object->set("user_id", reminder.user.value);
    object->set("last_modified", reminder.seq.value);
    object->set("recurrence_position", reminder.position);
    return object;
}

std::vector<ReminderModule> modulesOf(const groupware::api::Call& call) {
    const auto parameter = call.parameter("modules");
    if (!parameter || parameter->empty()) return {ReminderModule::Appointment, ReminderModule::Task};
    std::vector<ReminderModule> modules;
    for (std::string_view text = *parameter; !text.empty();) {
        const auto end = std::min(text.find(','), text.size());
        const auto module = moduleOf(text.substr(0, end));
        if (std::find(modules.begin(), modules.end(), module) == modules.end()) modules.push_back(module);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return modules;
}

std::vector<ReminderId> reminderIdsOf(const json::Value& body) {
    std::vector<ReminderId> ids;
    if (body.type() != typeid(json::Array::Ptr)) return {reminderId(body)};
    for (const auto& element : *json::requireArray(body, "the list of reminders")) ids.push_back(reminderId(element));
    return ids;
}

}  // namespace groupware::reminders::api
