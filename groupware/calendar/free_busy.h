#pragma once

#include "groupware/base/clock.h"
#include "groupware/calendar/event.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// When somebody is busy. RFC 4791 section 7.10, RFC 5545 section 3.6.4. Pure.
namespace groupware::calendar {

/// [from, to).
struct BusyPeriod {
    Instant from{};
    Instant to{};
    Busy busy = Busy::Busy;

    friend constexpr bool operator==(const BusyPeriod&, const BusyPeriod&) = default;
};

/// FBTYPE. RFC 5545 section 3.2.9.
[[nodiscard]] std::string_view nameOf(Busy busy);

/// By start, disjoint: where several overlap, the one that binds most (unavailable, busy, tentative); what meets and is
/// of one kind becomes one period. Free and empty ones are left out.
[[nodiscard]] std::vector<BusyPeriod> merged(std::vector<BusyPeriod> periods);

/// What of each lies in [from, to); others are left out.
[[nodiscard]] std::vector<BusyPeriod> clipped(std::span<const BusyPeriod> periods, Instant from, Instant to);

/// A VFREEBUSY component without texts. RFC 5545 section 3.6.4.
struct FreeBusyReport {
    Instant from{};
    Instant to{};
    Instant stamp{};                        ///< DTSTAMP
    std::string uid{};                      ///< UID
    std::string organizer{};                ///< URI; empty: none
    std::string attendee{};                 ///< URI; empty: none
    std::string url{};                      ///< where it is published; empty: nowhere
    std::string method{};                   ///< "REPLY", "PUBLISH"; empty: none
    std::span<const BusyPeriod> periods{};  ///< merged()
};
/// In a calendar object, lines ended by CRLF.
[[nodiscard]] std::string textOf(const FreeBusyReport& report, const std::string& productId);

}  // namespace groupware::calendar
