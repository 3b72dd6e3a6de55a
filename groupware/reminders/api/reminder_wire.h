#pragma once

#include "groupware/api/action.h"
#include "groupware/api/listing.h"
#include "groupware/formats/json/json.h"
#include "groupware/reminders/reminder.h"

#include <vector>

/// Reminders in the words of the JSON interface.
namespace groupware::reminders::api {

/// @param localTime  of the caller; for `alarm` and `server_time`
[[nodiscard]] formats::json::Object::Ptr reminderObject(const Reminder& reminder, Instant now,
                                                        const groupware::api::LocalTime& localTime);

/// `1,4`: numbers of modules; all without the parameter.
/// @throws CodedError SVL-0010 for anything else
[[nodiscard]] std::vector<ReminderModule> modulesOf(const groupware::api::Call& call);

/// A list of ids or of objects with `id`, or one of them.
/// @throws Error BadRequest
[[nodiscard]] std::vector<ReminderId> reminderIdsOf(const formats::json::Value& body);

}  // namespace groupware::reminders::api
