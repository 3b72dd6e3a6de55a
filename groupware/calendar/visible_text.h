#pragma once

#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/zones.h"

#include <map>
#include <set>
#include <string>
#include <utility>

/// Texts of calendar objects for those they do not belong to, and many in one file. Pure.
namespace groupware::calendar {

/// The object without what is private of it: of such VEVENTs nothing is left but when they are, their UID, and what
/// they make of the owner's time. RFC 5545 section 3.8.1.3.
/// @return whether anything was left out
bool hidePrivate(formats::ical::Component& calendar);

/// One calendar with each time zone once. RFC 5545 section 3.4. Keeps texts only: what was added costs no more than its
/// octets.
///
/// What the system's zones are called means the same everywhere (ical/zones.h). Under any other TZID each object may
/// define something else: the second one gets another TZID ("Office-2"), in its VTIMEZONE and wherever it is named.
class EventFileWriter {
public:
    explicit EventFileWriter(formats::ical::FindZone find) : find_(std::move(find)) {}

    void add(formats::ical::Component object);
    [[nodiscard]] std::string text() const;

private:
    void addZones(formats::ical::Component& object);
    /// What is to follow the TZID of a definition; it is written if it is new.
    std::string place(formats::ical::Component zone, const std::string& tzid);

    formats::ical::FindZone find_;
    std::string inside_;
    std::map<std::string, std::string> suffixes_;  // by the definition; of the system's zones by TZID
    std::map<std::string, int> definitions_;       // by TZID: how many, and how far they are numbered
    std::set<std::string> taken_;                  // TZIDs of the file
};

}  // namespace groupware::calendar
