#pragma once

#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/zones.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace groupware::formats::ical {

/// Many calendar objects as one file, which may be sent while it is written: one calendar with each time zone once,
/// in front of what names it first. RFC 5545 section 3.4. Keeps nothing of what was taken but TZIDs and digests.
///
/// What the system's zones are called means the same everywhere (zones.h). Under any other TZID each object may
/// define something else: the second one gets another TZID ("Office-2"), in its VTIMEZONE and wherever it is named.
class CalendarWriter {
public:
    /// @param kind  of the components that are written: VEVENT or VTODO
    CalendarWriter(FindZone find, const std::string& productId, std::string kind);

    void add(Component object);
    /// Octets that can be taken.
    [[nodiscard]] std::size_t size() const noexcept { return written_.size(); }
    /// What was written since the last time.
    [[nodiscard]] std::string take() { return std::exchange(written_, {}); }
    /// The same, and the end of the file.
    [[nodiscard]] std::string finish();

private:
    void addZones(Component& object);
    /// What is to follow the TZID of a definition; it is written if it is new.
    std::string place(Component zone, const std::string& tzid);

    FindZone find_;
    std::string kind_;
    std::string written_;
    std::string end_;
    std::map<std::string, std::string> suffixes_;  // by the definition's digest; of the system's zones by TZID
    std::map<std::string, int> definitions_;       // by TZID: how many, and how far they are numbered
    std::set<std::string> taken_;                  // TZIDs of the file
};

}  // namespace groupware::formats::ical
