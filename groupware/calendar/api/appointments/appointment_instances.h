#pragma once

#include "groupware/calendar/event.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/time_context.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace groupware::calendar::api {

/// The instances of a series by their numbers and days, as Open-Xchange's older interface names them
/// (formats/ical/positions.h). Used by one thread.
class AppointmentInstances {
public:
    /// @param series  what it says
    /// @throws Error BadRequest if it is no series
    AppointmentInstances(const EventFields& series, const ical::TimeContext& times, std::size_t steps);

    /// Recurrence ids as Event::recurrenceId has them.
    /// @throws Error NotFound if there is no such instance
    [[nodiscard]] std::string at(int position);
    [[nodiscard]] std::string on(std::chrono::local_days day);

    /// Of those that are instances. See ical::positionsOf() for what it costs.
    [[nodiscard]] std::map<std::string, int> positionsOf(const std::set<std::string>& recurrenceIds);

private:
    [[nodiscard]] std::string idOf(const ical::Occurrence& occurrence) const;

    ical::TimeContext times_;
    ical::Zones zones_;
    ical::Recurrence series_;
    std::size_t steps_;
};

/// The day of a recurrence id, where the series is.
[[nodiscard]] std::optional<std::chrono::local_days> dayOf(std::string_view recurrenceId);

}  // namespace groupware::calendar::api
