#pragma once

#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/time_value.h"
#include "groupware/formats/ical/zones.h"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The VEVENTs of a calendar object: the event itself (the master of a series, or what does not recur) and the
/// instances that are changed. Pure.
namespace groupware::calendar::scheduling {

namespace ical = formats::ical;

/// Names an instance of a series: its RECURRENCE-ID as "19970714", "19970714T133000" (floating) or, whatever zone it
/// was written in, "19970714T173000Z". Empty names the event itself.
using InstanceId = std::string;

[[nodiscard]] InstanceId instanceId(const ical::TimeValue& recurrenceId, ical::Zones& zones);
/// Of a VEVENT by its RECURRENCE-ID; empty without one, or with one that cannot be read.
[[nodiscard]] InstanceId instanceId(const ical::Component& event, ical::Zones& zones);
/// The same for an instance of a series, in whatever form a client wrote it: see likeStart() in recurrence_id.h.
/// @param series  null if it is not known
[[nodiscard]] InstanceId instanceOf(const ical::Component* series, const ical::Component& event, ical::Zones& zones);
/// The opposite, in UTC for what had a zone.
[[nodiscard]] std::optional<ical::TimeValue> timeOf(const InstanceId& id);

/// Where a calendar's VEVENTs are, as indexes into its components: those of inner components do not move when others
/// are added after them. The first of several with the same id counts.
struct EventIndex {
    EventIndex(const ical::Component& calendar, ical::Zones& zones);

    [[nodiscard]] std::optional<std::size_t> find(const InstanceId& id) const;
    /// Of the component there; nothing for what is no VEVENT, or not in the index.
    [[nodiscard]] std::optional<InstanceId> idAt(std::size_t place) const;
    /// In the calendar that the index is of, as long as nothing was added or removed. Null if there is none.
    [[nodiscard]] const ical::Component* eventOf(const ical::Component& calendar, const InstanceId& id) const;

    std::map<InstanceId, std::size_t> events{};  ///< "" first
    std::map<std::size_t, InstanceId> ids{};     ///< also those that do not count
};

/// Null if there is none. Looks through all of them: for many ids, keep an EventIndex.
[[nodiscard]] const ical::Component* findEvent(const ical::Component& calendar, const InstanceId& id,
                                               ical::Zones& zones);
[[nodiscard]] ical::Component* findEvent(ical::Component& calendar, const InstanceId& id, ical::Zones& zones);
/// The highest SEQUENCE of its VEVENTs; 0 without any. RFC 5545 section 3.8.7.4.
[[nodiscard]] std::int64_t sequenceOf(const ical::Component& calendar);
[[nodiscard]] std::int64_t sequenceOfEvent(const ical::Component& event);

/// The VEVENT that stands for one instance and says what its series says. Alarms are copied too, those with a time of
/// their own as far from it as they were; proposals (counter.h) are not: they are for the series.
/// @param recurrenceId  its form is made that of DTSTART, as RFC 5545 section 3.8.4.4 asks
[[nodiscard]] ical::Component makeInstance(const ical::Component& master, const ical::TimeValue& recurrenceId,
                                           ical::Zones& zones);

/// Whether the rules of the series (not its changed instances) name that instance and no EXDATE takes it away.
[[nodiscard]] bool happens(const ical::Component& master, const InstanceId& id, ical::Zones& zones);

/// The instances that one EXDATE of a series names, in whatever form.
[[nodiscard]] std::vector<InstanceId> excludedBy(const ical::ContentLine& exdate, const ical::Component& master,
                                                 ical::Zones& zones);
/// The instances that EXDATE takes away.
[[nodiscard]] std::vector<InstanceId> excluded(const ical::Component& master, ical::Zones& zones);
/// Adds EXDATEs in the form of DTSTART, unless they are there.
void exclude(ical::Component& master, const std::set<InstanceId>& ids, ical::Zones& zones);

}  // namespace groupware::calendar::scheduling
