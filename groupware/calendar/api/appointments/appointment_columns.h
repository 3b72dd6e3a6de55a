#pragma once

#include "groupware/api/columns.h"
#include "groupware/calendar/api/appointments/appointment.h"
#include "groupware/calendar/api/directory.h"
#include "groupware/calendar/event.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace groupware::calendar::api {

/// What one answer is made of.
struct AppointmentView {
    const Event* event = nullptr;
    const Directory* directory = nullptr;
    const groupware::api::LocalTime* localTime = nullptr;  ///< of the caller; null or empty = UTC
    Appointment appointment{};
    std::optional<ical::SimpleSeries> series{};  ///< that it is, or is an unchanged instance of
    std::optional<std::int64_t> seriesStart{};   ///< midnight of its first day, milliseconds
    std::optional<int> position{};               ///< of an instance
};

/// The appointment table of Open-Xchange: column ids and names.
[[nodiscard]] groupware::api::ColumnSet<AppointmentView> appointmentColumns();

/// What has to be known for a list.
struct AppointmentNeeds {
    bool fields = false;    ///< Event::fields
    bool people = false;    ///< a Directory
    bool series = false;    ///< of instances their series
    bool position = false;  ///< of instances
};
[[nodiscard]] AppointmentNeeds needsOf(const groupware::api::Listing& listing);

}  // namespace groupware::calendar::api
