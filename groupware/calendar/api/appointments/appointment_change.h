#pragma once

#include "groupware/api/listing.h"
#include "groupware/calendar/api/appointments/appointment.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/formats/json/json.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace groupware::calendar::api {

/// What a client sends of an appointment besides its fields.
struct AppointmentCall {
    std::optional<FolderId> folder{};
    std::optional<int> position{};                  ///< recurrence_position: of an instance, from 1
    std::optional<std::chrono::local_days> date{};  ///< recurrence_date_position
    bool notify = true;                             ///< notification
    bool ignoreConflicts = false;                   ///< ignore_conflicts
};
/// @throws Error BadRequest for members of a wrong type
[[nodiscard]] AppointmentCall appointmentCallOf(const formats::json::Object& object);

/// Who asks, and what he sees.
struct AppointmentContext {
    const ical::TimeContext& times;              ///< of the caller
    const groupware::api::LocalTime& localTime;  ///< how he writes times
    const Directory& directory;                  ///< of everybody in the event
    UserId caller{};
};

/// What is to change so that the event is shown as sent. Absent members stay as they are, null and "" delete what may
/// be absent; unknown members are ignored, as clients send what they were shown.
///
/// A member that says what it was shown with changes nothing, so whatever the interface has no words for stays: other
/// alarms, rules and colors, a zone's name, attendees without address. A new end of a series leaves its rule as
/// it is.
/// @param event  as it is now, with fields; null for a new one
/// @throws Error BadRequest for members of a wrong type or with a value that is none
[[nodiscard]] EventChange appointmentChange(const formats::json::Object& sent, const Event* event,
                                            const AppointmentContext& context);

}  // namespace groupware::calendar::api
