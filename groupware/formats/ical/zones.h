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
#include <type_traits>
#include <utility>

namespace groupware::formats::ical {

/// What a VTIMEZONE means.
struct MatchedZone {
    std::string name{};                            ///< of the system's zone with its rules; empty: no zone has them
    std::shared_ptr<const tzif::TimeZone> zone{};  // shared by whoever keeps zones in memory
};

/// The time zones of the system. A function that finds them by name is enough.
class FindZone {
public:
    /// By its name in the time zone database; null if there is none. Shared by whoever keeps zones in memory.
    using ByName = std::function<std::shared_ptr<const tzif::TimeZone>(std::string_view name)>;
    /// By what a VTIMEZONE says that an object uses from a year on; see matchZone().
    using ByRules = std::function<MatchedZone(const lines::Component& definition, std::chrono::year used)>;

    FindZone() = default;
    template <class Function, class = std::enable_if_t<std::is_invocable_r_v<std::shared_ptr<const tzif::TimeZone>,
                                                                             const Function&, std::string_view>>>
    FindZone(Function byName) : byName_(std::move(byName)) {}  // NOLINT(google-explicit-constructor)
    FindZone(ByName byName, ByRules byRules) : byName_(std::move(byName)), byRules_(std::move(byRules)) {}

    [[nodiscard]] std::shared_ptr<const tzif::TimeZone> operator()(std::string_view name) const {
        return byName_(name);
    }
    /// What the VTIMEZONE says itself, if zones are found by name only.
    /// @throws Error as timeZoneOf()
    [[nodiscard]] MatchedZone match(const lines::Component& definition, std::chrono::year used) const;
    [[nodiscard]] explicit operator bool() const noexcept { return static_cast<bool>(byName_); }

private:
    ByName byName_;
    ByRules byRules_;
};

/// The instant of a local time. One that the clocks pass twice is the first; one that they leave out is as long after
/// midnight as if they had not been changed. RFC 5545 section 3.3.5.
[[nodiscard]] std::chrono::sys_seconds instantOf(std::chrono::local_seconds local, const tzif::TimeZone& zone);
[[nodiscard]] std::chrono::local_seconds localOf(std::chrono::sys_seconds instant, const tzif::TimeZone& zone);

/// The zones that one calendar object names: those of the system, also under the names of other software (see
/// zoneName()), otherwise the zone of the system with the rules of the object's own VTIMEZONE, or at last what that
/// says. Used by one thread; remembers what it found.
class Zones {
public:
    /// @param floating  where dates and floating times are read
    /// @param calendar  with the VTIMEZONEs; must outlive this object. May be null
    Zones(FindZone find, std::shared_ptr<const tzif::TimeZone> floating, const lines::Component* calendar = nullptr);

    /// The floating zone for a TZID that nobody knows, or whose VTIMEZONE is broken, or after kMaxDefinitions of those.
    [[nodiscard]] const tzif::TimeZone& of(std::string_view tzid);
    /// Whether of() has an answer of its own for a TZID.
    [[nodiscard]] bool knows(std::string_view tzid);
    /// The system's name of that zone; empty for one that the system does not have.
    [[nodiscard]] std::string_view nameOf(std::string_view tzid);
    /// UTC, floating or the zone it names.
    [[nodiscard]] const tzif::TimeZone& of(const TimeValue& time);
    /// Of a date its midnight.
    [[nodiscard]] std::chrono::sys_seconds instantOf(const TimeValue& time);

    /// VTIMEZONEs that are evaluated, which takes about a millisecond each. Objects have one or two zones.
    static constexpr int kMaxDefinitions = 20;

private:
    /// Without a zone for what nobody knows.
    [[nodiscard]] const MatchedZone& remembered(std::string_view tzid);
    [[nodiscard]] MatchedZone load(std::string_view tzid);

    FindZone find_;
    std::shared_ptr<const tzif::TimeZone> floating_;  // shared with the caller
    const lines::Component* calendar_;
    tzif::TimeZone utc_;
    int definitions_ = 0;
    std::map<std::string, MatchedZone, std::less<>> known_;
};

}  // namespace groupware::formats::ical
