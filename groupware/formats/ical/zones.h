#pragma once

#include "groupware/formats/ical/time_value.h"
#include "groupware/formats/lines/component.h"
#include "groupware/formats/tzif/time_zone.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace groupware::formats::ical {

/// A time zone of the system by its name in the time zone database; null if there is none.
/// Shared by whoever keeps zones in memory.
using FindZone = std::function<std::shared_ptr<const tzif::TimeZone>(std::string_view name)>;

/// The instant of a local time. One that the clocks pass twice is the first; one that they leave out is as long after
/// midnight as if they had not been changed. RFC 5545 section 3.3.5.
[[nodiscard]] std::chrono::sys_seconds instantOf(std::chrono::local_seconds local, const tzif::TimeZone& zone);
[[nodiscard]] std::chrono::local_seconds localOf(std::chrono::sys_seconds instant, const tzif::TimeZone& zone);

/// The zones that one calendar object names: those of the system, also under the names of other software (see
/// zoneName()), otherwise the object's own VTIMEZONE. Used by one thread; remembers what it found.
class Zones {
public:
    /// @param floating  where dates and floating times are read
    /// @param calendar  with the VTIMEZONEs; must outlive this object. May be null
    Zones(FindZone find, std::shared_ptr<const tzif::TimeZone> floating, const lines::Component* calendar = nullptr);

    /// The floating zone for a TZID that nobody knows, or whose VTIMEZONE is broken, or after kMaxDefinitions of those.
    [[nodiscard]] const tzif::TimeZone& of(std::string_view tzid);
    /// Whether of() has an answer of its own for a TZID.
    [[nodiscard]] bool knows(std::string_view tzid);
    /// UTC, floating or the zone it names.
    [[nodiscard]] const tzif::TimeZone& of(const TimeValue& time);
    /// Of a date its midnight.
    [[nodiscard]] std::chrono::sys_seconds instantOf(const TimeValue& time);

    /// VTIMEZONEs that are evaluated, which takes about a millisecond each. Objects have one or two zones.
    static constexpr int kMaxDefinitions = 20;

private:
    /// Null for what nobody knows.
    [[nodiscard]] std::shared_ptr<const tzif::TimeZone> load(std::string_view tzid);
    [[nodiscard]] const tzif::TimeZone* remembered(std::string_view tzid);

    FindZone find_;
    std::shared_ptr<const tzif::TimeZone> floating_;  // shared with the caller
    const lines::Component* calendar_;
    tzif::TimeZone utc_;
    int definitions_ = 0;
    std::map<std::string, std::shared_ptr<const tzif::TimeZone>, std::less<>> known_;  // shared with FindZone's owner
};

}  // namespace groupware::formats::ical
