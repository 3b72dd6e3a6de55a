#pragma once

#include "groupware/calendar/api/appointments/appointment_people.h"
#include "groupware/calendar/api/directory.h"
#include "groupware/calendar/event.h"
#include "groupware/formats/ical/simple_series.h"
#include "groupware/formats/ical/time_context.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Events in the words of Open-Xchange's older interface, `/ajax/calendar`, which says less than iCalendar: one alarm,
/// ten colors, simple series. What it does not say is kept when a client sends back what it was shown: see
/// appointment_change.h.
namespace groupware::calendar::api {

namespace ical = groupware::formats::ical;

/// An event as the interface shows it.
struct Appointment {
    // Numbers of the interface.
    static constexpr int kReserved = 1;
    static constexpr int kTemporary = 2;
    static constexpr int kAbsent = 3;
    static constexpr int kFree = 4;
    static constexpr int kNoAlarm = -1;

    std::string title{};
    std::string note{};
    std::string location{};
    std::string categories{};  ///< separated by commas
    std::string uid{};
    Instant start{};  ///< of whole days midnight UTC
    Instant end{};    ///< exclusive
    bool fullTime = false;
    std::string timeZone{};  ///< of the start; that of the viewer where the event has none
    int shownAs = kReserved;
    bool isPrivate = false;
    int colorLabel = 0;    ///< 1 to 10; 0 for none, and for colors that are none of them
    int alarm = kNoAlarm;  ///< minutes before the start
    std::optional<ical::SimpleSeries> series{};
    std::vector<Participant> participants{};
};

/// @param event  of anonymous ones, and without fields, only what the index says
[[nodiscard]] Appointment appointmentOf(const Event& event, const Directory& directory, const ical::TimeContext& times);

/// The series that an event is, in the words of the interface; nothing if it is none.
[[nodiscard]] std::optional<ical::SimpleSeries> seriesOf(const EventFields& fields, const ical::TimeContext& times);

/// `a,b,c`.
[[nodiscard]] std::string joinCategories(const std::vector<std::string>& categories);
/// @param known  those with commas stay whole
[[nodiscard]] std::vector<std::string> splitCategories(std::string_view list,
                                                       const std::vector<std::string>& known = {});

/// The names of CSS that stand for the color labels 1 to 10. RFC 7986 section 5.9.
[[nodiscard]] const std::array<std::string_view, 10>& labelColors() noexcept;

/// How the event itself says that it takes time, whatever its attendees answered.
[[nodiscard]] int shownAsOf(const EventFields& fields);
/// What of an event's alarms the interface can say: minutes before the start.
[[nodiscard]] std::optional<int> minutesOf(const Alarm& alarm);

}  // namespace groupware::calendar::api
