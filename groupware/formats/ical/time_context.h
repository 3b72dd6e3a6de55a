#pragma once

#include "groupware/formats/ical/zones.h"
#include "groupware/formats/tzif/time_zone.h"

#include <memory>
#include <string>

namespace groupware::formats::ical {

/// Where dates and floating times are read, and what new times are written in.
struct TimeContext {
    FindZone find{};
    std::string zone = "UTC";  ///< of the user, a name of the time zone database

    /// The zone of that name; UTC if nobody knows it.
    [[nodiscard]] std::shared_ptr<const tzif::TimeZone> userZone() const;
};

}  // namespace groupware::formats::ical
