#pragma once

#include "groupware/base/clock.h"
#include "groupware/calendar/calendar_user.h"
#include "groupware/calendar/event.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/time_context.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the text of a calendar object says in columns, so that nothing is parsed to find events. Pure.
namespace groupware::calendar {

using formats::ical::TimeContext;

/// Characters that a UID may have.
inline constexpr std::size_t kMaxUid = 512;

/// Bounds on what clients make us expand; `calendar.recurrenceSteps` and `calendar.occurrences`.
using Bounds = formats::ical::Bounds;

/// range_to of what goes on for ever.
inline constexpr Instant kForever{std::chrono::milliseconds{std::int64_t{1} << 60U}};
/// What is longer, or recurs, is `lasting`.
inline constexpr std::chrono::days kMostShort{31};

/// One VEVENT.
struct IndexedEvent {
    std::string recurrenceId{};  ///< empty: the series, or the event that does not recur
    // Floating times and whole days: as if they were UTC.
    Instant start{};
    Instant end{};
    Instant rangeFrom{};
    Instant rangeTo{};
    bool lasting = false;
    bool floating = false;
    bool wholeDays = false;
    std::string zone{};
    std::optional<std::string> recurrence{};  ///< a VCALENDAR with one VEVENT of only its times; see occurrencesOf()
    // Of a series: RECURRENCE-IDs of its first and its last instance, changed ones included; empty if there is none.
    std::string firstInstance{};
    std::string lastInstance{};
    Hints hints{};
    Busy busy = Busy::Busy;
    Class classification = Class::Public;
    Status status = Status::None;
    PartStat partStat = PartStat::None;
    std::string organizer{};
    int attendees = 0;
    int sequence = 0;
    std::string summary{};
    std::string location{};
    std::string categories{};  ///< as in CATEGORIES; see formats::lines::listOf()
    std::string color{};
    std::string words{};  ///< what searches look through, see search_words.h; nobody reads it back

    [[nodiscard]] friend bool operator==(const IndexedEvent&, const IndexedEvent&) = default;
};

/// What indexObject() makes of a text, counted: a higher number says more. Rows that were made with a lower one are
/// made anew.
inline constexpr int kIndexVersion = 1;

struct IndexedObject {
    std::string uid{};
    Role role = Role::None;
    std::vector<IndexedEvent> events{};  ///< the series first, if the object has it; then by recurrence id
};

/// @param addresses  of the owner, "mailto:" URIs as mime::comparableAddress() has them: decide role and PARTSTAT
/// @throws Error BadRequest for what is no calendar object of events (RFC 4791 section 4.1): several UIDs, no VEVENT,
///         no DTSTART, a rule that is refused, more instances than may be
[[nodiscard]] IndexedObject indexObject(const formats::ical::Component& calendar,
                                        const std::set<std::string>& addresses, const TimeContext& times,
                                        const Bounds& bounds);

/// The instances of an indexed series that overlap the window; of floating ones, as they are in `times.zone`.
[[nodiscard]] formats::ical::Expansion occurrencesOf(const std::string& recurrence, const formats::ical::Window& window,
                                                     const TimeContext& times, const Bounds& bounds);

/// The number of an instance of an indexed series as Open-Xchange's older interface counts: from 1, deleted ones
/// included (formats/ical/positions.h). Nothing if it has no such instance, or within `steps` none.
/// @param recurrenceId  without its zone
[[nodiscard]] std::optional<int> positionOf(const std::string& recurrence, std::string_view recurrenceId,
                                            const TimeContext& times, std::size_t steps);

}  // namespace groupware::calendar
