#pragma once

#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/scheduling/instances.h"

#include <set>
#include <string>

namespace groupware::calendar::scheduling {

/// What of a change is an attendee's to make. RFC 6638 section 3.2.2.1. Internal to scheduling.
class AttendeeRights {
public:
    /// Everything outlives this object.
    AttendeeRights(const ical::Component& before, const ical::Component& after, std::string person,
                   const Conditions& conditions);

    /// @throws Error Forbidden naming the first property that is not his
    void require();

    // After require():
    /// Instances that he took away.
    [[nodiscard]] const std::set<InstanceId>& takenAway() const noexcept { return takenAway_; }
    /// Instances that had a VEVENT because he answered for them alone, and have none any more.
    [[nodiscard]] const std::set<InstanceId>& reverted() const noexcept { return reverted_; }
    /// What the copy said of an instance before: in its VEVENT, or in that of the series.
    [[nodiscard]] ical::Component baseOf(const InstanceId& id);

private:
    void requireEvent(const InstanceId& id, const ical::Component& event);
    void requireRemoval(const InstanceId& id, const ical::Component& event);
    void requireExdates(const ical::Component& base, const ical::Component& event);
    [[nodiscard]] bool sameForOthers(const ical::Component& base, const ical::Component& event) const;

    const ical::Component& before_;
    const ical::Component& after_;
    std::string person_;
    const Conditions& conditions_;
    ical::Zones zonesBefore_;
    EventIndex indexBefore_;
    ical::Zones zones_;
    std::set<InstanceId> takenAway_;
    std::set<InstanceId> reverted_;
};

}  // namespace groupware::calendar::scheduling
