#pragma once

#include "groupware/api/listing.h"
#include "groupware/calendar/api/appointments/appointment.h"
#include "groupware/formats/json/json.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace groupware::calendar::api {

struct AppointmentContext;

/// The day of a "Date": milliseconds of its midnight in UTC.
[[nodiscard]] std::chrono::local_days dayOfWire(std::int64_t milliseconds);

/// `start_date`, `end_date`, `full_time` and `timezone`, as a client sent them. Used by one thread.
class AppointmentTimes {
public:
    /// @throws Error BadRequest for members of a wrong type, a zone that nobody knows, or a new event without times
    AppointmentTimes(const formats::json::Object& sent, const Event* event, const AppointmentContext& context);

    /// What is to be done to the fields; empty if they say so already. Times keep the zone that they have, floating
    /// ones stay so; new ones are in `timezone`, or that of the caller.
    [[nodiscard]] std::function<void(EventFields&)> step() const;

private:
    struct Times {
        Instant start{};
        Instant end{};
        bool fullTime = false;

        [[nodiscard]] friend bool operator==(const Times&, const Times&) = default;
    };

    void read(const formats::json::Object& sent, const AppointmentContext& context);

    ical::TimeContext times_;
    std::optional<Times> shown_{};  ///< nothing: a new event
    Times wanted_{};
    std::string zone_{};       ///< that the client asks for; empty: the one that is there
    std::string eventZone_{};  ///< in which the event is, a name of the time zone database
};

}  // namespace groupware::calendar::api
