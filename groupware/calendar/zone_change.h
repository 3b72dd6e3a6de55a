#pragma once

#include "groupware/base/clock.h"
#include "groupware/calendar/index.h"
#include "groupware/formats/tzif/time_zone.h"

#include <chrono>
#include <memory>
#include <string>

namespace groupware::calendar {

/// What new rules of one time zone mean for the series in it: an endless one begins when it always did, and its next
/// instances are at other times. Pure; immutable.
class ZoneChange {
public:
    /// Laws about clocks that differ only later are not known yet, or were never meant to be.
    static constexpr std::chrono::days kAhead{9 * 366};

    /// @param before  its rules until now; null: nobody knows them
    /// @param now     its rules from now on
    /// @param at      what happened before does not count. Zones are shared with whoever keeps them in memory
    ZoneChange(std::string zone, std::shared_ptr<const formats::tzif::TimeZone> before,
               const std::shared_ptr<const formats::tzif::TimeZone>& now, Instant at);

    /// Whether a series of that zone has an instance within kAhead that was at another time by the rules before. What
    /// is not over moves if nobody knows these. Of the instances, those within the bounds are looked at.
    /// @param event  of a series; false for what does not recur
    /// @param times  with the rules from now on
    [[nodiscard]] bool moves(const IndexedEvent& event, const TimeContext& times, const Bounds& bounds) const;

private:
    std::string zone_;
    std::shared_ptr<const formats::tzif::TimeZone> before_;  // see the constructor
    bool differs_;
    Instant at_;
};

}  // namespace groupware::calendar
